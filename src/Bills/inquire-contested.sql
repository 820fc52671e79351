-- The same where a key was used before, or an earlier try of this very group has taken some: writes down those who take theirs now,
-- and returns those whose key is another's.
with input as (
    select *
    from unnest($1::date[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::date[],
                $9::text[], $10::uuid[])
         as t (day, at, channel, va_number, ref_id, terminal_id, transaction_at, key_day, key, id)
),
keys as (
    insert into day_keys (day, caller, key, inquiry)
    select key_day, channel, key, id from input order by key_day, channel, key
    on conflict do nothing
    returning inquiry
),
noted as (
    insert into bill_inquiries (day, at, channel, va_number, ref_id, terminal_id, transaction_at)
    select day, at, channel, va_number, ref_id, terminal_id, transaction_at from input where id in (select inquiry from keys)
)
select i.id
from input i
where i.id not in (select inquiry from keys)
  and not exists (
      select from day_keys k where k.day = i.key_day and k.caller = i.channel and k.key = i.key and k.inquiry = i.id)
