-- Writes attempts down, with what becomes of their messages. Only the host whose claim still holds moves a message; whoever
-- was overtaken, or writes a second time because the word about the first was lost, moves nothing. What somebody has locked is
-- not waited for: its row comes back, and nothing of it is written yet.
with input as (
    select *
    from unnest($1::bigint[], $2::int[], $3::timestamptz[], $4::text[], $5::int[], $6::text[], $7::int[],
                $8::text[], $9::int[], $10::timestamptz[], $11::timestamptz[])
         as t (message, number, at, url, status, error, milliseconds, state, failures, due_at, ended_at)
),
held as (
    select m.id
    from callback_messages m
    join input i on m.id = i.message and m.attempts = i.number and m.leased_until is not null
),
free as (
    select m.id
    from callback_messages m
    join input i on m.id = i.message
    -- A claim may hold a row so that it does not go just now: that is over at once, and waited for.
    for no key update of m skip locked
),
stuck as (
    select id from held except select id from free
),
ended as (
    delete from callback_messages m
    using input i, free f
    where m.id = i.message and m.id = f.id and m.attempts = i.number and m.leased_until is not null and i.state <> 'waiting'
    returning m.id, m.dialect, m.credential, m.subject, m.ordering_key, m.body, m.created_at, i.ended_at, i.state, m.attempts
),
kept as (
    insert into callback_ended (
        id, dialect, credential, subject, ordering_key, body, created_at, ended_at, state, attempts)
    select * from ended
),
again as (
    update callback_messages m
    set leased_until = null, failures = i.failures, due_at = coalesce(i.due_at, m.due_at)
    from input i, free f
    where m.id = i.message and m.id = f.id and m.attempts = i.number and m.leased_until is not null
      and i.state = 'waiting'
),
tried as (
    insert into callback_attempts (message, number, at, url, status, error, milliseconds)
    select message, number, at, url, status, error, milliseconds
    from input
    where message not in (select id from stuck)
    on conflict do nothing
)
select id from stuck
