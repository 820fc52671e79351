-- A page of a day's payments: how many, the last one, and their digest. That one was taken back is a movement of the day on which it
-- was. $1: the day, $2 and $4: between which ids, $3: how many at most.
select count(*), max(id::text), sha256(convert_to(string_agg(line, E'\n' order by id), 'UTF8'))
from (
    select id, jsonb_build_array(id, bill, channel, ref_id, amount, terminal_id, microseconds(transaction_at), customer_name,
                                 paid_after, microseconds(at))::text as line
    from bill_payments
    where id > $2::uuid and id < $4::uuid and $1::date is not null
    order by id limit $3
) page
