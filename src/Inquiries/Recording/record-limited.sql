-- Inquiries that spend a miss budget, or have keys and a price: every rule at once. The same rows and invoices as in
-- record.sql, for those only that may have them. What an entry may not have is decided in this order: miss budget, day key,
-- reference, invoice. Past its budget an entry uses up nothing; any other uses up both its keys.
with input as materialized (
    select *
    from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::bigint[], $11::int[], $12::text[], $13::date[], $14::text[], $15::text[],
                $16::boolean[], $17::bigint[], $18::text[], $19::bytea[], $20::timestamptz[],
                $22::boolean[])
         with ordinality as t (id, day, at, dialect, partner, bank_code, account_number, outcome,
                               holder_name, price, miss_budget, caller, key_day, key, reference,
                               is_virtual, owed, credential, callback, final_at, from_outside, place)
),

-- Miss budgets: refilled by one a minute, then spent on as many of the group's misses as there is left for. What was asked outside
-- was admitted then, and is paid for into debt if need be. The row stays locked until the group commits, so that two hosts never spend
-- the same.
misses as (
    select partner, max(miss_budget) as budget,
           (count(*) filter (where not from_outside))::int as wanted,
           (count(*) filter (where from_outside))::int as admitted_before
    from input
    where miss_budget is not null
    group by partner
),
spent as (
    insert into miss_budgets as b (partner, left_now, admitted, learned_at)
    select partner, greatest(-budget, budget - least(wanted, budget) - admitted_before), least(wanted, budget),
           clock_timestamp()
    from misses
    order by partner
    on conflict (partner) do update set (left_now, admitted, learned_at) = (
        select greatest(-r.budget, r.refilled - a.allowed - r.admitted_before), a.allowed, clock_timestamp()
        from (select m.*, least(m.budget,
                                b.left_now + extract(epoch from clock_timestamp() - b.learned_at) / 60) as refilled
              from misses m where m.partner = b.partner) r,
             lateral (select least(r.wanted, greatest(0, floor(r.refilled)))::int as allowed) a)
    returning partner, admitted, left_now
),
admitted as (
    select i.*,
           s.left_now as misses_left,
           i.miss_budget is null
           or i.from_outside
           or row_number() over (partition by i.partner, i.miss_budget is null, i.from_outside order by i.place) <= s.admitted
               as may_miss
    from input i
    left join spent s on i.miss_budget is not null and s.partner = i.partner
),

-- Keys, in key order and before the references, as in record-contested.sql. A key held by the entry's own id is a key won: the
-- same inquiry was handed in again.
keys_won as (
    insert into day_keys (day, caller, key, inquiry)
    select key_day, caller, key, id from admitted where may_miss and key is not null order by key_day, caller, key, id
    on conflict do nothing
    returning inquiry
),
keyed as (
    select a.*,
           a.key is null
           or a.id in (select inquiry from keys_won)
           or a.id = any ($21::uuid[])   -- since an earlier try of this group
               as has_key
    from admitted a
    where a.may_miss
),
references_won as (
    insert into once_references (caller, reference, inquiry)
    select caller, reference, id from admitted
    where may_miss and reference is not null and (select count(*) >= 0 from keys_won)
    order by caller, reference, id
    on conflict do nothing
    returning inquiry
),
welcome as (
    select k.*
    from keyed k
    where k.has_key
      and (k.reference is null
           or k.id in (select inquiry from references_won)
           or exists (select from once_references r
                      where r.caller = k.caller and r.reference = k.reference and r.inquiry = k.id))
),
recorded as (
    insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, price,
                           is_virtual, owed)
    select day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, price, is_virtual, owed
    from welcome
    on conflict do nothing
    returning id, day, partner, price
),
posted as (
    insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
    select w.dialect, w.credential, w.id, w.callback, w.final_at, w.final_at
    from welcome w
    where w.callback is not null and w.id in (select id from recorded)
),
billed as (
    insert into invoices as v (partner, day, amount, lines)
    select partner, day, sum(price), count(*) from recorded where price is not null
    group by partner, day order by partner, day
    on conflict (partner, day) do update set amount = v.amount + excluded.amount, lines = v.lines + excluded.lines
    where v.payment_began_at is null
    returning id, partner, day
)
select case when r.id is not null then 'recorded'
            when not a.may_miss then 'miss_budget_spent'
            when k.has_key is not true then 'day_key_used'
            when w.id is null then 'reference_used'
            else 'recorded_before'
       end as verdict,
       case when r.price is not null then coalesce(b.id, refuse_closed_invoice()) end as invoice,
       a.misses_left
from admitted a
left join recorded r on r.id = a.id
left join billed b on b.partner = r.partner and b.day = r.day
left join keyed k on k.id = a.id
left join welcome w on w.id = a.id
order by a.place
