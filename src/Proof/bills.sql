-- A bill is its components, and what is paid of it is what its payments sum to that were not taken back; and every payment has come
-- in once, and gone back once where it was taken back and only there. $1: the causes of a payment and of taking one back.
with moved as (
    -- What channels had taken once came from the one account of everything outside; now every biller has its own.
    select m.cause, m.reference, a.owner, p.amount,
           case when a.owner = 'house' and a.purpose = 'outside' then 'collected:' || b.biller else a.purpose end as purpose
    from movements m
    join postings p on p.movement = m.id
    join ledger_accounts a on a.id = p.account
    left join bill_payments y on y.id::text = m.reference
    left join bills b on b.id = y.bill
    where m.cause = any ($1)
),
wanted as (
    select c.cause, p.id::text as reference, x.owner, x.purpose, c.sign * x.amount as amount
    from bill_payments p
    join bills b on b.id = p.bill
    join lateral (values ($1[1], 1), ($1[2], -1)) as c (cause, sign) on c.sign = 1 or p.reversed_at is not null
    cross join lateral (values
        (b.biller, 'bills', p.amount),
        ('house', 'collected:' || b.biller, -p.amount)) as x (owner, purpose, amount)
)
select format('bill %s says that %s sen of it are paid, its payments sum to %s', b.hash, b.paid, coalesce(p.amount, 0))
from bills b
left join (
    select bill, sum(amount)::bigint as amount from bill_payments where reversed_at is null group by bill
) p on p.bill = b.id
where b.paid <> coalesce(p.amount, 0)
union all
select format('bill %s says that its total is %s sen, its components sum to %s', b.hash, b.total, c.amount)
from bills b
cross join lateral (
    select sum((c ->> 'Quantity')::bigint * (c ->> 'Price')::bigint) as amount from jsonb_array_elements(b.components) c
) c
where b.total is distinct from c.amount
union all
select format('%s %s should move %s sen on %s:%s and moved %s', cause, reference, coalesce(w.amount, 0), owner, purpose,
              coalesce(m.amount, 0))
from wanted w
full join moved m using (cause, reference, owner, purpose)
where w.amount is distinct from m.amount
