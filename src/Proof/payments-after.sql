-- What each payment says was paid of its bill after it is what the bill's payments sum to up to there. A bill's movements are
-- numbered in the order in which they held its lock. $1: the causes of a payment and of taking one back.
with running as (
    select y.id, y.paid_after, m.cause,
           sum(case when m.cause = $1[1] then y.amount else -y.amount end)
               over (partition by y.bill order by m.id)::bigint as paid
    from bill_payments y
    join movements m on m.cause = any ($1) and m.reference = y.id::text
)
select format('payment %s says that %s sen of its bill were paid after it, its payments say %s', id, paid_after, paid)
from running
where cause = $1[1] and paid <> paid_after
