-- A page of a day's payment requests, refused ones too: how many, the last one, and their digest. $1: the day, $2 and $4: between which
-- ids, $3: how many at most.
select count(*), max(id::text), sha256(convert_to(string_agg(line, E'\n' order by id), 'UTF8'))
from (
    select id, jsonb_build_array(request_id, bank, channel, id, day, external_id, va_number, amount, currency, bills, bank_reference,
                                 outcome, microseconds(at))::text as line
    from payment_requests
    where id > $2::uuid and id < $4::uuid and $1::date is not null
    order by id limit $3
) page
