-- What several callers ask at once, looked up together; one row for each, in no order. The limit keeps a plan that was made for an
-- almost empty table from reading all of one that has grown.
select w.n, %columns%
from unnest($1::int[], $2::text[], $3::text[]) as w (n, account, reference)
cross join lateral (select * from disbursements where account = w.account and reference = w.reference limit 1) d
