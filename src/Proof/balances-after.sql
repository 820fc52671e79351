-- What each disbursement says stood on its account after the debit is what the account's postings sum to up to there. An
-- account's movements are numbered in the order in which they held its lock. $1: the cause of a debit.
with running as (
    select m.cause, m.reference, sum(p.amount) over (partition by p.account order by p.movement)::bigint as balance
    from postings p
    join movements m on m.id = p.movement
    join ledger_accounts a on a.id = p.account and a.purpose like 'disbursement:%'
)
select format('disbursement %s says that %s sen stood on the account after it, its postings say %s',
              d.id, d.balance_after, r.balance)
from disbursements d
join running r on r.cause = $1 and r.reference = d.id::text
where r.balance <> d.balance_after
