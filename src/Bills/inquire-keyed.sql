-- The same for those who use up a key of the day. Hardly ever is one used already, so the statement does not look out for it: it fails,
-- and the group goes to inquire-contested.sql. Keys are taken in the same order there. Whose key it is is the channel.
with input as (
    select *
    from unnest($1::date[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::date[],
                $9::text[], $10::uuid[])
         as t (day, at, channel, va_number, ref_id, terminal_id, transaction_at, key_day, key, id)
),
keys as (
    insert into day_keys (day, caller, key, inquiry)
    select key_day, channel, key, id from input order by key_day, channel, key
)
insert into bill_inquiries (day, at, channel, va_number, ref_id, terminal_id, transaction_at)
select day, at, channel, va_number, ref_id, terminal_id, transaction_at from input
