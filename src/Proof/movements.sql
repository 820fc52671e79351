-- Every movement has two postings or more, which sum to zero, and is of a kind that another check knows. $1: those kinds.
select format('movement %s (%s %s) has %s postings that sum to %s sen', m.id, m.cause, m.reference, s.count, s.amount)
from movements m
cross join lateral (
    select count(*) as count, coalesce(sum(amount), 0)::bigint as amount from postings where movement = m.id
) s
where s.count < 2 or s.amount <> 0
union all
select format('movement %s (%s %s) is of no kind that the books know', id, cause, reference)
from movements
where cause <> all ($1)
