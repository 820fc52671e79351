-- What is paid of every bill is what its payments sum to that were not taken back; and every payment has come in once, and gone
-- back once where it was taken back and only there. $1: the causes of a payment and of taking one back.
select format('bill %s says that %s sen of it are paid, its payments sum to %s', b.hash, b.paid, coalesce(p.amount, 0))
from bills b
left join (
    select bill, sum(amount)::bigint as amount from bill_payments where reversed_at is null group by bill
) p on p.bill = b.id
where b.paid <> coalesce(p.amount, 0)
union all
select format('%s %s should move %s sen to %s and moved %s', cause, reference, coalesce(w.amount, 0), owner,
              coalesce(m.amount, 0))
from (
    select c.cause, p.id::text as reference, b.biller as owner, c.sign * p.amount as amount
    from bill_payments p
    join bills b on b.id = p.bill
    join lateral (values ($1[1], 1), ($1[2], -1)) as c (cause, sign) on c.sign = 1 or p.reversed_at is not null
) w
full join (
    select m.cause, m.reference, a.owner, p.amount
    from movements m
    join postings p on p.movement = m.id
    join ledger_accounts a on a.id = p.account and a.purpose = 'bills'
    where m.cause = any ($1)
) m using (cause, reference, owner)
where w.amount is distinct from m.amount
