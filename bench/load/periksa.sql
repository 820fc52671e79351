-- Sixty-four partners without limits, beside those of the sandbox.
insert into partners (id, name, rate_per_second, rate_burst, miss_budget)
select 'partner-' || n, 'Partner ' || n, null, null, null from generate_series(1, 64) n;

insert into credentials (dialect, name, partner, api_key_hash)
select 'sento', 'partner-' || n, 'partner-' || n, sha256(convert_to('bench-key-' || n, 'UTF8'))
from generate_series(1, 64) n;

insert into prices (partner, dialect, from_at, amount)
select 'partner-' || n, 'sento', '2000-01-01', 100000 from generate_series(1, 64) n;
