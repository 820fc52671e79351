-- Inquiries with keys, and neither a price nor a miss budget: the usual case of SNAP, so it is kept lean. Hardly ever is a
-- key used already, so the statement does not look out for it: it fails, and the group goes to record-contested.sql, which
-- does and costs half as much again. Keys are taken in the same order as there: the look at keys is always true.
with input as (
    select *
    from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::boolean[], $11::bigint[], $12::text[], $13::date[], $14::text[], $15::text[])
         as t (id, day, at, dialect, partner, bank_code, account_number, outcome,
               holder_name, is_virtual, owed, caller, key_day, key, reference)
),
keys as (
    insert into day_keys (day, caller, key, inquiry)
    select key_day, caller, key, id from input order by key_day, caller, key
    returning inquiry
),
refs as (
    insert into once_references (caller, reference, inquiry)
    select caller, reference, id from input
    where reference is not null and (select count(*) >= 0 from keys)
    order by caller, reference
)
insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, is_virtual, owed)
select day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, is_virtual, owed
from input
