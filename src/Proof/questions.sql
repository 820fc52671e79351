-- Questions to providers that cost something are in the ledger before they are sent, so it has no fewer of a day than were
-- counted where they were sent; and whoever was answered by a provider has asked it. $1: the day.
with ledger as (
    select route, count(*) as asked
    from provider_questions
    where day = $1 and kind in ('asked', 'hedged', 'shadow')
    group by route
),
sent as (
    select route, sum(asked) as asked from paid_questions where day = $1 group by route
)
select format('%s was asked %s questions of %s that cost something, and the ledger has %s',
              route, s.asked, $1::date, coalesce(l.asked, 0))
from sent s
left join ledger l using (route)
where s.asked > coalesce(l.asked, 0)
union all
select format('inquiry %s was %s, and its question to %s says %s', i.id, i.outcome, q.route, q.outcome)
from provider_questions q
join inquiries i on i.day = q.day and i.id = q.inquiry
where q.day = $1 and q.kind = 'asked' and q.outcome in ('found', 'not_found') and i.outcome in ('found', 'not_found')
  and q.outcome <> i.outcome
  and not exists (select from provider_questions o
                  where o.day = q.day and o.inquiry = q.inquiry and o.kind = 'hedged' and o.outcome = i.outcome)
