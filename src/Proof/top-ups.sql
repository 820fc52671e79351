-- What comes in comes from outside, and goes to one deposit or one account that money is sent from. $1: the cause of a top-up.
select format('top-up %s (movement %s) does not bring money from outside to one partner', m.reference, m.id)
from movements m
join postings p on p.movement = m.id
join ledger_accounts a on a.id = p.account
where m.cause = $1
group by m.id, m.reference
having count(*) filter (where p.amount < 0 and a.owner = 'house' and a.purpose = 'outside') <> 1
    or count(*) filter (where p.amount > 0 and a.owner <> 'house'
                          and (a.purpose = 'deposit' or a.purpose like 'disbursement:%')) <> 1
    or count(*) <> 2
