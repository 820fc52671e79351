-- Every disbursement was debited once, and given back once where it was not paid and only there. $1: the causes of a debit and of
-- a refund, $2: the statuses in which the account has its money back.
with moved as (
    select m.cause, m.reference, a.owner, a.purpose, p.amount
    from movements m
    join postings p on p.movement = m.id
    join ledger_accounts a on a.id = p.account
    where m.cause = any ($1)
),
wanted as (
    select c.cause, d.id::text as reference, x.owner, x.purpose, c.sign * x.amount as amount
    from disbursements d
    join lateral (values ($1[1], 1), ($1[2], -1)) as c (cause, sign) on c.sign = 1 or d.status = any ($2)
    cross join lateral (values
        (d.partner, 'disbursement:' || d.account, -(d.net + d.fee)),
        ('house', 'paid-out:' || d.account, d.net),
        ('house', 'transfer-fees:' || d.account, d.fee)) as x (owner, purpose, amount)
    where x.amount <> 0
)
select format('%s %s should move %s sen on %s:%s and moved %s', cause, reference, coalesce(w.amount, 0), owner, purpose,
              coalesce(m.amount, 0))
from wanted w
full join moved m using (cause, reference, owner, purpose)
where w.amount is distinct from m.amount
