-- Inquiries without keys and limits: the rows, and on each partner's invoice of the day one update a group, not one an
-- inquiry. A row that is there already fails the statement: to look out for one would cost every row a second look at the
-- index, and only a second try can meet one.
--
-- How many lines an invoice has now, and on which page of the table its row stands, tells whether others add to it, and
-- whether its versions pile up.
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
billed as (
    insert into invoices as v (partner, day, amount, lines)
    select partner, day, amount, lines from lines order by partner, day
    on conflict (partner, day) do update set amount = v.amount + excluded.amount, lines = v.lines + excluded.lines
    where v.payment_began_at is null
    returning id, partner, day, v.lines, (v.ctid::text::point)[0]::bigint as page
)
select partner, day, coalesce(b.id, refuse_closed_invoice()), b.lines, b.page
from lines
left join billed b using (partner, day)
