-- A host says that it is there, removes who has not been seen for a day, and notes a line of the database's history that nobody has
-- seen before. $1: its name, $2: version, $3: skew, $4: its master keys' names, $5: the age of its memory, $6: its build, $7: prints of its
-- master keys.
with seen as (
    insert into hosts (name, version, seen_at, skew, keys, memory_age, build, key_prints)
    values ($1, $2, clock_timestamp(), $3, $4, $5, $6, $7)
    on conflict (name) do update
    set version = excluded.version, seen_at = excluded.seen_at, skew = excluded.skew, keys = excluded.keys,
        memory_age = excluded.memory_age, build = excluded.build, key_prints = excluded.key_prints
),
gone as (
    delete from hosts where name <> $1 and seen_at < clock_timestamp() - interval '1 day'
)
insert into database_lines (line, seen_at) values (current_line(), clock_timestamp())
on conflict do nothing
returning line
