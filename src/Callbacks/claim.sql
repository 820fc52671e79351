-- Takes from each endpoint's queue as many messages as it may have, and nobody else is at. Claims are counted: a host that
-- comes back after its lease has run out has the wrong number. What nobody has tried yet is due at once, though its writer's clock
-- be ahead.
with free as (
    select m.id
    from unnest($1::text[], $2::text[], $3::int[]) as endpoint (dialect, credential, share)
    cross join lateral (
        select id
        from callback_messages
        where dialect = endpoint.dialect and credential = endpoint.credential and due_at <= $4 + interval '2 seconds'
          and (due_at <= $4 or attempts = 0)
          and (leased_until is null or leased_until <= clock_timestamp())
        order by due_at
        limit endpoint.share
        for update skip locked
    ) m
)
update callback_messages m
set leased_until = clock_timestamp() + $5, attempts = attempts + 1
from free
where m.id = free.id
returning m.id, m.dialect, m.credential, m.body, m.created_at, m.attempts, m.failures
