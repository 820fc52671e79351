-- A request that was paid has payments that sum to what it took, no more of them than it names, all on its account and under its names
-- and moment; one that was refused has none, and no payment has a request that is not there. As long as its day's keys are kept, it
-- holds the one that it came with.
with paid as (
    select request, sum(amount)::bigint as amount, count(*) as payments
    from bill_payments where request is not null group by request
)
select format('request %s of %s was %s and took %s sen, and its payments sum to %s', r.request_id, r.channel, r.outcome, r.amount,
              coalesce(p.amount, 0))
from payment_requests r
left join paid p on p.request = r.id
where coalesce(p.amount, 0) <> case r.outcome when 'paid' then r.amount else 0 end
union all
select format('request %s of %s names %s bills, and has %s payments', r.request_id, r.channel, cardinality(r.bills), p.payments)
from payment_requests r
join paid p on p.request = r.id
where p.payments > greatest(cardinality(r.bills), 1)
union all
select format('payment %s is not what its request %s says', p.id, coalesce(r.request_id, p.request::text))
from bill_payments p
join bills b on b.id = p.bill
left join payment_requests r on r.id = p.request
where p.request is not null
  and (p.channel, p.ref_id, b.va_number, p.at) is distinct from (r.channel, r.request_id, r.va_number, r.at)
union all
select format('request %s of %s does not hold its key %s of %s', r.request_id, r.channel, r.external_id, r.day)
from payment_requests r
where r.day in (select day from kept_days)
  and not exists (
      select from day_keys k where k.day = r.day and k.caller = r.channel and k.key = r.external_id and k.inquiry = r.id)
