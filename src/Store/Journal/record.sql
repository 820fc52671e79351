-- Inquiries without keys and limits: the rows, and on each partner's invoice of the day one update a group, not one a line.
with input as materialized (
    select *
    from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::bigint[])
         with ordinality as t (id, day, at, dialect, partner, bank_code, account_number, outcome,
                               holder_name, price, place)
),
recorded as (
    insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, price)
    select day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, price from input
    on conflict do nothing
    returning id, day, partner, price
),
billed as (
    insert into invoices as v (partner, day, amount, lines)
    select partner, day, sum(price), count(*) from recorded where price is not null
    group by partner, day order by partner, day
    on conflict (partner, day) do update set amount = v.amount + excluded.amount, lines = v.lines + excluded.lines
    where v.payment_began_at is null
    returning id, partner, day
)
select case when r.id is not null then 'recorded' else 'recorded_before' end as verdict,
       case when r.price is not null then coalesce(b.id, refuse_closed_invoice()) end as invoice,
       null::double precision as misses_left
from input i
left join recorded r on r.id = i.id
left join billed b on b.partner = r.partner and b.day = r.day
order by i.place
