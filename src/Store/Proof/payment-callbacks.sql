-- Of every payment the biller was told once, if it had an endpoint by then. Hosts learn of an endpoint a moment later, so it counts
-- ten minutes after it was registered; and what was forgotten cannot be missed. $1: the dialects that tell billers.
with told as (
    select subject, created_at, count(*) as times
    from callbacks
    where subject in (select id from bill_payments)
    group by subject, created_at
)
select format('payment %s came in at %s, and %s was not told', p.id, p.at, b.biller)
from bill_payments p
join bills b on b.id = p.bill
where exists (
        select from callback_endpoints e
        join credentials c on c.dialect = e.dialect and c.name = e.credential
        where c.partner = b.biller and e.dialect = any ($1) and p.at >= e.since + interval '10 minutes')
  and p.at >= coalesce((select before from forgotten where what = 'callbacks'), '-infinity')
  and not exists (select from told t where t.subject = p.id and t.created_at = p.at)
union all
select format('that payment %s came in was told %s times', subject, times)
from told
where times > 1
