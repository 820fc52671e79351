-- An invoice is paid exactly when its amount has left the deposit; and what is still to be paid can be shown line by line, so its
-- day's inquiries are kept.
with paid as (
    select m.reference as id, a.owner, -p.amount as amount
    from movements m
    join postings p on p.movement = m.id
    join ledger_accounts a on a.id = p.account and a.purpose = 'deposit'
    where m.cause = 'invoice-payment'
)
select format('the invoice of %s for %s (%s) is %s, and %s sen left the deposit for it',
              v.partner, v.day, v.id, case when v.paid_at is null then 'not paid' else 'paid' end, coalesce(p.amount, 0))
from invoice_totals v
left join paid p on p.id = v.id::text and p.owner = v.partner
where coalesce(p.amount, 0) <> case when v.paid_at is null then 0 else v.amount end
union all
select format('%s sen left the deposit of %s for invoice %s, which is not theirs', p.amount, p.owner, p.id)
from paid p
where not exists (select from invoices v where v.id::text = p.id and v.partner = p.owner)
union all
select format('the invoice of %s for %s (%s) is not paid, and no inquiry of that day is kept', partner, day, id)
from invoices
where paid_at is null and day not in (select day from kept_days)
