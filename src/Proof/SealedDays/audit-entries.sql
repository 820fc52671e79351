-- A page of a day's audit entries: how many, the last one, and their digest. $1: the day, $2 and $4: between which numbers, $3: how many
-- at most.
select count(*), max(id)::text, sha256(convert_to(string_agg(line, E'\n' order by id), 'UTF8'))
from (
    select id, jsonb_build_array(id, microseconds(at), actor, source, action, subject, before, after, reason)::text as line
    from audit_entries
    where day = $1 and id > $2::bigint and id < $4::bigint
    order by id limit $3
) page
