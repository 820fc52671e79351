-- A biller's payments that were taken or taken back on a day, in the order of the first thing that happened to them on that day: nothing
-- that happens later moves them. $1: the biller, $2 and $3: when the day begins and ends, $4 and $5: the moment and the payment that
-- were seen last, $6: how many at most. Payments of builds that did not write down whose they are have branches of their own.
select x.moment, %columns%, b.hash, b.va_number
from (
    (select at as moment, id from bill_payments
     where biller = $1 and at >= $2 and at < $3 and (at, id) > ($4, $5)
     order by at, id limit $6)
    union all
    (select reversed_at, id from bill_payments
     where biller = $1 and reversed_at >= $2 and reversed_at < $3 and (reversed_at, id) > ($4, $5)
       and (at < $2 or at >= $3)
     order by reversed_at, id limit $6)
    union all
    (select p.at, p.id from bill_payments p join bills b on b.id = p.bill
     where p.biller is null and b.biller = $1 and p.at >= $2 and p.at < $3 and (p.at, p.id) > ($4, $5)
     order by p.at, p.id limit $6)
    union all
    (select p.reversed_at, p.id from bill_payments p join bills b on b.id = p.bill
     where p.biller is null and b.biller = $1 and p.reversed_at >= $2 and p.reversed_at < $3
       and (p.reversed_at, p.id) > ($4, $5) and (p.at < $2 or p.at >= $3)
     order by p.reversed_at, p.id limit $6)
) x
join bill_payments p on p.id = x.id
join bills b on b.id = p.bill
order by x.moment, x.id
limit $6
