-- The youngest payment made to a biller's virtual account: under the request id or reference $3, or whichever was the last where that
-- is null; and with it all that was paid under the same request. $1: the account, $2: the biller.
with named as (
    select p.id, p.at from payment_requests r join bill_payments p on p.request = r.id where r.request_id = $3
    union all
    select id, at from bill_payments where ref_id = $3 and request is null
),
last as (
    select p.id, p.at
    from bills b
    cross join lateral (select id, at from bill_payments where bill = b.id order by id desc limit 1) p
    where b.va_number = $1 and b.biller = $2 and $3 is null
),
found as (
    select p.*
    from (select * from named union all select * from last) f
    join bill_payments p on p.id = f.id
    join bills b on b.id = p.bill and b.va_number = $1 and b.biller = $2
    order by p.at desc, p.id desc
    limit 1
)
select %payments%, %bills%, coalesce(r.amount, p.amount), r.bank_reference
from found f
join bill_payments p on p.id = f.id or p.request = f.request
join bills b on b.id = p.bill
left join payment_requests r on r.id = f.request
order by p.id
