-- Every account's balance is what its postings sum to, and none but the house may owe.
select format('account %s:%s has a balance of %s sen, its postings sum to %s', a.owner, a.purpose, a.balance, s.amount)
from ledger_accounts a
cross join lateral (select coalesce(sum(amount), 0)::bigint as amount from postings where account = a.id) s
where a.balance <> s.amount or (a.balance < 0 and not a.may_be_negative)
union all
select format('account %s:%s may be negative, and its owner is not the house', owner, purpose)
from ledger_accounts
where may_be_negative and owner <> 'house'
