-- Money moved when what moved it happened, and an invoice was not paid before its day was over. A minute is left for hosts whose
-- clocks differ. $1: the causes of a debit, a refund, a bill's payment, its reversal, and an invoice's payment; $2: the statuses in
-- which an account has its money back.
with caused as (
    select $1[1] as cause, id::text as reference, posted_at as at from disbursements
    union all
    select $1[2], id::text, processed_at from disbursements where status = any ($2)
    union all
    select $1[3], id::text, at from bill_payments
    union all
    select $1[4], id::text, reversed_at from bill_payments where reversed_at is not null
    union all
    select $1[5], id::text, paid_at from invoices where paid_at is not null
)
select format('%s %s happened at %s, and its money moved at %s', c.cause, c.reference, c.at, m.at)
from caused c
join movements m using (cause, reference)
where m.at is distinct from c.at
union all
select format('the payment of the invoice of %s for %s (%s) began at %s and was over at %s', partner, day, id, payment_began_at,
              paid_at)
from invoices
where payment_began_at < begin_of(day + 1) - interval '1 minute' or payment_began_at > paid_at + interval '1 minute'
