-- What an operator puts right goes between outside and one deposit or one account that money is sent from, and the audit trail says who
-- did it, how much it was, and why. $1: the cause of an adjustment.
select format('adjustment %s (movement %s) does not move money between outside and one partner', m.reference, m.id)
from movements m
join postings p on p.movement = m.id
join ledger_accounts a on a.id = p.account
where m.cause = $1
group by m.id, m.reference
having count(*) filter (where a.owner = 'house' and a.purpose = 'outside') <> 1
    or count(*) filter (where a.owner <> 'house' and (a.purpose = 'deposit' or a.purpose like 'disbursement:%')) <> 1
    or count(*) <> 2
union all
select format('adjustment %s moved %s sen of %s, and the audit trail does not say so', m.reference, p.amount, a.owner)
from movements m
join postings p on p.movement = m.id
join ledger_accounts a on a.id = p.account and a.owner <> 'house'
where m.cause = $1 and not exists (
    select from audit_entries e
    where e.action = 'deposit.adjust' and e.subject = 'deposit:' || a.owner and e.reason <> ''
      and e.after ->> 'reference' = m.reference and (e.after ->> 'amount')::bigint = p.amount)
