-- Inquiries that are about to be asked outside, in the usual case: the same as open.sql where nobody has a miss budget. Hardly
-- ever is a key used already, so it does not look out for it, as in record-keyed.sql: it fails, and the group goes to open.sql.
with input as (
    select *
    from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[],
                $9::text[], $10::text[], $11::text[], $12::timestamptz[], $15::text[], $17::text[], $18::boolean[], $19::jsonb[])
         as t (id, at, dialect, partner, bank_code, account_number, caller, key_day, key, reference, credential, give_up_at,
               number_as_sent, route, is_virtual, intent)
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
insert into open_inquiries (id, at, dialect, partner, bank_code, account_number, caller, key_day, key, reference,
                            credential, give_up_at, leased_until, number_as_sent, route, is_virtual, intent)
select id, at, dialect, partner, bank_code, account_number, caller, key_day, key, reference,
       credential, give_up_at, clock_timestamp() + $13::interval, number_as_sent, route, is_virtual, intent
from input
