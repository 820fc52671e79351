-- Of every payment, and of every one that was taken back, the biller was told once, if it had an endpoint by then; and of nothing
-- else. Hosts learn of an endpoint a moment later, so it counts ten minutes after it was registered; and what was forgotten cannot be
-- missed. $1: the dialects that tell billers.
with events as (
    select id, bill, at, 'came in' as what from bill_payments
    union all
    select id, bill, reversed_at, 'was taken back' from bill_payments where reversed_at is not null
),
told as (
    select subject, created_at, count(*) as times
    from callbacks
    where subject in (select id from bill_payments)
    group by subject, created_at
)
select format('payment %s %s at %s, and %s was not told', v.id, v.what, v.at, b.biller)
from events v
join bills b on b.id = v.bill
where exists (
        select from callback_endpoints e
        join credentials c on c.dialect = e.dialect and c.name = e.credential
        where c.partner = b.biller and e.dialect = any ($1)
          and v.at >= case v.what when 'came in' then e.since else greatest(e.since, e.reversals_since) end
                      + interval '10 minutes')
  and v.at >= coalesce((select before from forgotten where what = 'callbacks'), '-infinity')
  and not exists (select from told t where t.subject = v.id and t.created_at = v.at)
union all
select format('of what happened to payment %s at %s somebody was told %s times, and it happened %s times', t.subject, t.created_at,
              t.times, v.times)
from told t
cross join lateral (select count(*) as times from events v where v.id = t.subject and v.at = t.created_at) v
where t.times > v.times
