-- Takes from each endpoint's queue as many messages as it may have, and nobody else is at. Claims are counted: a host that
-- comes back after its lease has run out has the wrong number. What nobody has tried yet is due at once, though its writer's clock
-- be ahead.
--
-- Of messages with one ordering key only the first is taken, and only while nobody is at another. The others are put behind it, due
-- never, so that nobody walks past them again. Whoever ends the first waits until this is done, and then finds them; one that is
-- being ended has nothing put behind it. All rows are locked without waiting, and in their latest version: what somebody else has, or
-- has changed meanwhile, is left for the next look.
--
-- Row by row and by arrays, so that no plan that was made while the queue was almost empty reads all of one that has grown.
with due as materialized (
    select m.id, m.ordering_key
    from unnest($1::text[], $2::text[], $3::int[]) as endpoint (dialect, credential, share)
    cross join lateral (
        select id, ordering_key
        from callback_messages
        where dialect = endpoint.dialect and credential = endpoint.credential and due_at <= $4 + interval '2 seconds'
          and (due_at <= $4 or attempts = 0)
          and (leased_until is null or leased_until <= clock_timestamp())
        order by due_at
        limit endpoint.share
        for no key update skip locked
    ) m
),
-- The lines that these stand in: the ids of all that could be anybody's turn, and the first.
line as materialized (
    select k.ordering_key, m.id
    from (select distinct ordering_key from due where ordering_key is not null) k
    cross join lateral (
        select id
        from callback_messages
        where ordering_key = k.ordering_key and due_at < 'infinity'
        order by id
        limit 100
    ) m
),
turns as materialized (
    select ordering_key, min(id) as id, count(*) as length from line group by ordering_key
),
-- Where there is more than one.
first as materialized (
    select t.ordering_key, t.id
    from turns t
    cross join lateral (select id from callback_messages where id = t.id limit 1 for key share skip locked) m
    where t.length > 1
),
later as materialized (
    select l.ordering_key, l.id
    from line l
    join first f on f.ordering_key = l.ordering_key and f.id <> l.id
    cross join lateral (
        select id
        from callback_messages
        where id = l.id and due_at < 'infinity' and (leased_until is null or leased_until <= clock_timestamp())
        limit 1
        for no key update skip locked
    ) m
),
behind as (
    update callback_messages set due_at = 'infinity' where id = any (array(select id from later)) returning id
),
held as (
    select ordering_key, count(*) as length from later group by ordering_key
),
free as (
    select d.id
    from due d
    left join turns t on t.id = d.id
    left join held h on h.ordering_key = t.ordering_key
    where d.ordering_key is null
       or t.length = 1
       -- It is the first of a line that is held whole, so nobody is at another.
       or (t.length = 1 + h.length and t.length < 100)
),
claimed as (
    update callback_messages
    set leased_until = clock_timestamp() + $5, attempts = attempts + 1
    where id = any (array(select id from free))
    returning id, dialect, credential, body, created_at, attempts, failures, ordering_key
)
select b.count, c.*
from (select count(*) from behind) b
left join claimed c on true
