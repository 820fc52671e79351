-- A page of a day's inquiries: how many, the last one, and their digest. $1: the day, $2 and $4: between which ids, $3: how many at
-- most.
select count(*), max(id::text), sha256(convert_to(string_agg(line, E'\n' order by id), 'UTF8'))
from (
    select id, jsonb_build_array(id, microseconds(at), dialect, partner, bank_code, account_number, outcome, holder_name, price,
                                 is_virtual, owed)::text as line
    from inquiries
    where day = $1 and id > $2::uuid and id < $4::uuid
    order by id limit $3
) page
