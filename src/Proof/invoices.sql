-- Every invoice of a day, with the lines that wait to be added to it, is the sum of the day's billed inquiries. $1: the day.
with lines as (
    select partner, count(*) as lines, sum(price)::bigint as amount
    from inquiries
    where day = $1 and price is not null
    group by partner
),
said as (
    select partner, sum(lines)::bigint as lines, sum(amount)::bigint as amount
    from (
        select partner, lines, amount from invoices where day = $1
        union all
        select l.partner, l.lines, l.amount
        from invoice_lines l
        left join invoices v using (partner, day)
        where l.day = $1 and l.id > coalesce(v.folded_to, 0)
    ) parts
    group by partner
)
select format('the invoice of %s for %s has %s lines and %s sen, its inquiries are %s and cost %s',
              partner, $1::date, coalesce(v.lines, 0), coalesce(v.amount, 0), coalesce(l.lines, 0), coalesce(l.amount, 0))
from lines l
full join said v using (partner)
where (l.lines, l.amount) is distinct from (v.lines, v.amount)
