-- Disbursements and payments are named by their moment. What a sandbox begins with is named by what it is.
with history as (
    select not exists (select from deployment where mode = 'production') as is_possible
)
select format('disbursement %s was posted at %s, and its id is of another moment', d.id, d.posted_at)
from disbursements d
where id_time(d.id) <> milliseconds(d.posted_at)
  and not ((select is_possible from history)
           and exists (select from disbursement_steps s where s.disbursement = d.id and s.reason = 'history'))
union all
select format('payment %s came in at %s, and its id is of another moment', p.id, p.at)
from bill_payments p
where id_time(p.id) <> milliseconds(p.at)
  and not ((select is_possible from history) and p.ref_id like 'history:%')
