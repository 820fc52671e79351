-- A page of a day's movements with their postings: how many, the last one, and their digest. $1: the day, $2 and $4: between which
-- numbers, $3: how many at most.
select count(*), max(id)::text, sha256(convert_to(string_agg(line, E'\n' order by id), 'UTF8'))
from (
    select m.id, jsonb_build_array(m.id, m.cause, m.reference, microseconds(m.at), p.postings)::text as line
    from (
        select * from movements
        where id > $2::bigint and id < $4::bigint and at >= begin_of($1) and at < begin_of($1 + 1)
        order by id limit $3
    ) m
    cross join lateral (
        select jsonb_agg(jsonb_build_array(a.owner, a.purpose, p.amount) order by p.account) as postings
        from postings p
        join ledger_accounts a on a.id = p.account
        where p.movement = m.id
    ) p
) page
