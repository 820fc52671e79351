-- How open inquiries ended of which nobody is called back and that spend no miss budget: otherwise the same as close.sql.
with closed as (
    delete from open_inquiries where id = any ($1::uuid[]) returning id
)
insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, is_virtual, owed)
select day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, is_virtual, owed
from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::boolean[], $11::bigint[])
     as t (id, day, at, dialect, partner, bank_code, account_number, outcome, holder_name, is_virtual, owed)
where id in (select id from closed)
returning id, null::double precision
