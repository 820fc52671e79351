-- A dialect's contract may know no fee; such are transfers whose callers promise keys. Any other fee is what the rule in force said when
-- the transfer was asked for. Hosts learn of a new rule a moment later: within a minute the one before it may have been asked still.
with rules as (
    select *, lead(from_at, 1, 'infinity') over (partition by partner, dialect order by from_at) as until from fee_rules
)
select format('disbursement %s over %s sen cost %s (%s), and nothing in force at %s says so', d.id, d.net, d.fee, d.fee_name,
              d.posted_at)
from disbursements d
where not (d.key is not null and d.fee = 0) and not exists (
    select from rules r
    where r.partner = d.partner and r.dialect = d.dialect
      and r.from_at <= d.posted_at and r.until > d.posted_at - interval '1 minute'
      and r.name = d.fee_name
      and d.fee = r.flat + case when r.parts_per_million = 0 then 0 else least(r.ceiling, greatest(r.floor,
              trunc((d.net::numeric * r.parts_per_million + 500000) / 1000000)::bigint)) end)
