-- The questions of a day to providers, and what they cost, are what is counted of them; and whoever was answered by a
-- provider has asked it. $1: the day.
with ledger as (
    select partner, route,
           count(*) filter (where kind in ('asked', 'hedged', 'shadow')) as asked,
           count(*) filter (where kind in ('remembered', 'shared') and outcome is not null) as remembered,
           sum(price) as paid, sum(saved) as saved
    from provider_questions
    where day = $1
    group by partner, route
),
counts as (
    select partner, route, sum(asked) as asked, sum(remembered) as remembered, sum(paid) as paid, sum(saved) as saved
    from question_counts
    where day = $1
    group by partner, route
)
select format('%s asked %s %s times on %s, remembered %s, paid %s and saved %s sen; counted are %s, %s, %s and %s',
              partner, route, coalesce(l.asked, 0), $1::date, coalesce(l.remembered, 0), coalesce(l.paid, 0),
              coalesce(l.saved, 0), coalesce(c.asked, 0), coalesce(c.remembered, 0), coalesce(c.paid, 0), coalesce(c.saved, 0))
from ledger l
full join counts c using (partner, route)
where (coalesce(l.asked, 0), coalesce(l.remembered, 0), coalesce(l.paid, 0), coalesce(l.saved, 0))
      is distinct from (coalesce(c.asked, 0), coalesce(c.remembered, 0), coalesce(c.paid, 0), coalesce(c.saved, 0))
union all
select format('inquiry %s was %s, and its question to %s says %s', i.id, i.outcome, q.route, q.outcome)
from provider_questions q
join inquiries i on i.day = q.day and i.id = q.inquiry
where q.day = $1 and q.kind = 'asked' and q.outcome in ('found', 'not_found') and i.outcome in ('found', 'not_found')
  and q.outcome <> i.outcome
  and not exists (select from provider_questions o
                  where o.day = q.day and o.inquiry = q.inquiry and o.kind = 'hedged' and o.outcome = i.outcome)
