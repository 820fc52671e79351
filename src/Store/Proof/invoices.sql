-- Every invoice is the sum of its day's billed inquiries, as long as that day's inquiries are kept; and it is paid exactly when
-- its amount has left the deposit.
with kept as (
    select to_date(substring(c.relname from '\d{8}$'), 'YYYYMMDD') as day
    from pg_inherits h join pg_class c on c.oid = h.inhrelid
    where h.inhparent = 'inquiries'::regclass
),
lines as (
    select partner, day, count(*) as lines, sum(price)::bigint as amount
    from inquiries where price is not null
    group by partner, day
),
paid as (
    select m.reference as id, a.owner, -p.amount as amount
    from movements m
    join postings p on p.movement = m.id
    join ledger_accounts a on a.id = p.account and a.purpose = 'deposit'
    where m.cause = 'invoice-payment'
)
select format('the invoice of %s for %s has %s lines and %s sen, its inquiries are %s and cost %s',
              coalesce(v.partner, l.partner), coalesce(v.day, l.day), coalesce(v.lines, 0), coalesce(v.amount, 0),
              coalesce(l.lines, 0), coalesce(l.amount, 0))
from lines l
full join (select * from invoice_totals where day in (select day from kept)) v using (partner, day)
where (l.lines, l.amount) is distinct from (v.lines::bigint, v.amount)
union all
select format('the invoice of %s for %s (%s) is %s, and %s sen left the deposit for it',
              v.partner, v.day, v.id, case when v.paid_at is null then 'not paid' else 'paid' end, coalesce(p.amount, 0))
from invoice_totals v
left join paid p on p.id = v.id::text and p.owner = v.partner
where coalesce(p.amount, 0) <> case when v.paid_at is null then 0 else v.amount end
union all
select format('%s sen left the deposit of %s for invoice %s, which is not theirs', p.amount, p.owner, p.id)
from paid p
where not exists (select from invoices v where v.id::text = p.id and v.partner = p.owner)
