-- Inquiries that are about to be asked outside: their keys are used up now, as in record-contested.sql, and who has both is
-- kept open. Whose partner has no miss left uses nothing up; those that are under way have not paid yet and stand in nobody's way.
-- Only losers come back, the latter with what is left to them.
with input as (
    select *
    from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[],
                $9::text[], $10::text[], $11::text[], $12::timestamptz[], $15::text[],
                $16::int[], $17::text[], $18::boolean[], $19::jsonb[])
         as t (id, at, dialect, partner, bank_code, account_number, caller, key_day, key, reference, credential, give_up_at,
               number_as_sent, miss_budget, route, is_virtual, intent)
),
owing as (
    select i.id, l.misses_left
    from input i
    join miss_budgets m on m.partner = i.partner,
    lateral (
        select least(i.miss_budget, m.left_now + extract(epoch from clock_timestamp() - m.learned_at) / 60) as misses_left) l
    where i.miss_budget is not null and l.misses_left < 1 and i.id <> all ($14::uuid[])
),
admitted as (
    select * from input where id not in (select id from owing)
),
keys_won as (
    insert into day_keys (day, caller, key, inquiry)
    select key_day, caller, key, id from admitted order by key_day, caller, key, id
    on conflict do nothing
    returning inquiry
),
references_won as (
    insert into once_references (caller, reference, inquiry)
    select caller, reference, id from admitted
    where reference is not null and (select count(*) >= 0 from keys_won)
    order by caller, reference, id
    on conflict do nothing
    returning inquiry
),
opened as (
    insert into open_inquiries (id, at, dialect, partner, bank_code, account_number, caller, key_day, key, reference,
                                credential, give_up_at, leased_until, number_as_sent, route, is_virtual, intent)
    select id, at, dialect, partner, bank_code, account_number, caller, key_day, key, reference,
           credential, give_up_at, clock_timestamp() + $13::interval, number_as_sent, route, is_virtual, intent
    from admitted
    where id in (select inquiry from keys_won)
      and (reference is null or id in (select inquiry from references_won))
    returning id
)
select i.id,
       i.id in (select inquiry from keys_won) or i.id = any ($14::uuid[]) as has_key,
       o.misses_left
from input i
left join owing o using (id)
where i.id not in (select id from opened)
