-- Inquiries without keys and limits, some of whose invoices are counted in rows of their own for now: those that $11 and $12
-- name. Otherwise the same as record.sql.
with recorded as (
    insert into inquiries (id, day, at, dialect, partner, bank_code, account_number, outcome, holder_name, price)
    select *
    from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::bigint[])
    returning day, partner, price
),
lines as (
    select partner, day, sum(price) as amount, count(*) as lines
    from recorded
    where price is not null
    group by partner, day
),
open as (
    select v.id, v.partner, v.day
    from unnest($11::text[], $12::date[]) as c (partner, day)
    cross join lateral (
        select id, partner, day from invoices
        where partner = c.partner and day = c.day and payment_began_at is null limit 1
    ) v
),
counted as (
    insert into invoice_lines (partner, day, amount, lines)
    select l.partner, l.day, l.amount, l.lines
    from lines l
    join open using (partner, day)
),
billed as (
    insert into invoices as v (partner, day, amount, lines)
    select l.partner, l.day, l.amount, l.lines
    from lines l
    where not exists (select from open o where o.partner = l.partner and o.day = l.day)
    order by partner, day
    on conflict (partner, day) do update set amount = v.amount + excluded.amount, lines = v.lines + excluded.lines
    where v.payment_began_at is null
    returning id, partner, day, v.lines, (v.ctid::text::point)[0]::bigint as page
)
select l.partner, l.day, coalesce(o.id, b.id, refuse_closed_invoice()), b.lines, b.page
from lines l
left join open o using (partner, day)
left join billed b using (partner, day)
