-- Who sends money sends their own: an account's partner is the one who owns what stands on it, and the partner of whoever sent
-- from it.
select format('paying account %s is %s''s, and what stands on it is %s''s', p.id, p.partner, coalesce(a.owner, 'nobody'))
from paying_accounts p
left join ledger_accounts a on a.purpose = 'disbursement:' || p.id
where a.owner is distinct from p.partner
union all
select format('disbursement %s is %s''s, its account %s is %s''s', d.id, d.partner, d.account, p.partner)
from disbursements d
join paying_accounts p on p.id = d.account
where p.partner <> d.partner
union all
select format('disbursement %s is %s''s, and was asked for by %s''s credential %s', d.id, d.partner, c.partner, c.name)
from disbursements d
join credentials c on c.dialect = d.dialect and c.name = d.credential
where c.partner <> d.partner
