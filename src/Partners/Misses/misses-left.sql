-- What is left of miss budgets, refilled by one a minute in real time. Nobody waits here: who has not been answered yet has not
-- paid. Whoever is not there has never missed.
select a.owner, least(a.budget, m.left_now + extract(epoch from clock_timestamp() - m.learned_at) / 60)
from unnest($1::text[], $2::int[]) as a (owner, budget)
join miss_budgets m on m.partner = a.owner
