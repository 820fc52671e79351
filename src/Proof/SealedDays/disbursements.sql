-- A page of a day's disbursements as they were asked for and debited: how many, the last one, and their digest. $1: the day, $2 and
-- $4: between which ids, $3: how many at most.
select count(*), max(id::text), sha256(convert_to(string_agg(line, E'\n' order by id), 'UTF8'))
from (
    select id, jsonb_build_array(id, transaction_id, partner, dialect, credential, account, reference, bank_code, account_number,
                                 net, fee, fee_name, balance_after, notes, microseconds(posted_at))::text as line
    from disbursements
    where id > $2::uuid and id < $4::uuid and $1::date is not null
    order by id limit $3
) page
