-- A page of the bills made on a day, without what becomes of them: how many, the last one, and their digest. $1: the day, $2 and $4:
-- between which ids, $3: how many at most.
select count(*), max(id::text), sha256(convert_to(string_agg(line, E'\n' order by id), 'UTF8'))
from (
    select id, jsonb_build_array(id, hash, biller, va_number, type, total, microseconds(created_at), components)::text as line
    from bills
    where id > $2::uuid and id < $4::uuid and $1::date is not null
    order by id limit $3
) page
