-- How open inquiries ended. Whoever takes the row out of open_inquiries is the one who writes the outcome down and has it
-- posted; for anybody later there is nothing left to do. A miss was admitted when its question went outside, so it is
-- never refused: it is paid for into debt if need be, at most one budget deep.
with input as (
    select *
    from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::int[], $11::text[], $12::bytea[], $13::timestamptz[],
                $14::boolean[], $15::bigint[])
         as t (id, day, at, dialect, partner, bank_code, account_number, outcome,
               holder_name, miss_budget, credential, callback, final_at, is_virtual, owed)
),
closed as (
    delete from open_inquiries where id = any ($1::uuid[]) returning id
),
recorded as (
    insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, is_virtual, owed)
    select day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, is_virtual, owed
    from input
    where id in (select id from closed)
),
posted as (
    insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
    select dialect, credential, id, callback, final_at, final_at
    from input
    where callback is not null and id in (select id from closed)
),
misses as (
    select partner, max(miss_budget) as budget, count(*)::int as wanted
    from input
    where miss_budget is not null and id in (select id from closed)
    group by partner
),
spent as (
    insert into miss_budgets as b (partner, left_now, admitted, learned_at)
    select partner, greatest(-budget, budget - wanted), wanted, clock_timestamp()
    from misses
    order by partner
    on conflict (partner) do update set (left_now, admitted, learned_at) = (
        select greatest(-m.budget,
                        least(m.budget, b.left_now + extract(epoch from clock_timestamp() - b.learned_at) / 60) - m.wanted),
               m.wanted,
               clock_timestamp()
        from misses m where m.partner = b.partner)
    returning partner, left_now
)
select c.id, s.left_now
from closed c
join input i using (id)
left join spent s on i.miss_budget is not null and s.partner = i.partner
