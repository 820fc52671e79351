-- Days before a day that somebody still needs, and why.
select v.day, format('%s invoices of it are not paid', count(*)) as why
from invoices v
where v.paid_at is null and v.day < @before
group by v.day
union all
select l.day, 'lines of it are not on their invoice yet'
from invoice_lines l
where l.day < @before
group by l.day
union all
select d.day, format('%s inquiries of it are still open', count(*))
from open_inquiries o
cross join lateral (
    select day_of_id(o.id) as day
    union
    select o.key_day
) d
where d.day < @before
group by d.day
union all
select s.first + n, 'it is not sealed yet'
from (select max(day) + 1 as first from sealed_days) s
cross join generate_series(0, @before - 1 - s.first) n
order by day
