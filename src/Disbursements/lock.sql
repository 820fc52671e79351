-- The accounts that are to be debited, in one order, so that two groups never wait for each other in a circle.
select a.purpose, a.balance
from ledger_accounts a
join unnest($1::text[], $2::text[]) as n (owner, purpose) using (owner, purpose)
order by a.id
for update of a
