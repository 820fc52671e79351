-- The same as record-keyed.sql, for a group in which somebody's key may be used already. An inquiry that passed its checks
-- uses up both its keys, whatever becomes of it; it is recorded if both were free. Only losers come back.
--
-- Keys are taken in their order, and day keys before references, so that two groups never wait for each other in a circle:
-- the look at keys_won, always true, has the server finish with them first. Of equal keys the lowest id is first, among
-- references too; else one of two equal requests could take the key and the other the reference.
with input as (
    select *
    from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::boolean[], $11::bigint[], $12::text[], $13::date[], $14::text[], $15::text[],
                $16::text[], $17::bytea[], $18::timestamptz[])
         as t (id, day, at, dialect, partner, bank_code, account_number, outcome,
               holder_name, is_virtual, owed, caller, key_day, key, reference, credential, callback, final_at)
),
keys_won as (
    insert into day_keys (day, caller, key, inquiry)
    select key_day, caller, key, id from input order by key_day, caller, key, id
    on conflict do nothing
    returning inquiry
),
references_won as (
    insert into once_references (caller, reference, inquiry)
    select caller, reference, id from input
    where reference is not null and (select count(*) >= 0 from keys_won)
    order by caller, reference, id
    on conflict do nothing
    returning inquiry
),
recorded as (
    insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome,
                           holder_name, is_virtual, owed)
    select day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, is_virtual, owed
    from input
    where id in (select inquiry from keys_won)
      and (reference is null or id in (select inquiry from references_won))
    returning id
),
posted as (
    insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
    select dialect, credential, id, callback, final_at, final_at
    from input
    where callback is not null and id in (select id from recorded)
)
select i.id,
       -- Those of $19 hold their key since an earlier try of this group.
       i.id in (select inquiry from keys_won) or i.id = any ($19::uuid[]) as has_key
from input i
where i.id not in (select id from recorded)
