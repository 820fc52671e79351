-- Pays for misses, into debt if need be, at most one budget deep. The rows stay locked until the transaction ends, in one order, so
-- whoever pays for nothing learns what is left for certain.
insert into miss_budgets as m (partner, left_now, admitted, learned_at)
select owner, greatest(-budget, budget - misses), misses, clock_timestamp()
from unnest($1::text[], $2::int[], $3::int[]) as a (owner, budget, misses)
order by owner
on conflict (partner) do update set (left_now, admitted, learned_at) = (
    select greatest(-a.budget,
                    least(a.budget, m.left_now + extract(epoch from clock_timestamp() - m.learned_at) / 60) - a.misses),
           a.misses,
           clock_timestamp()
    from unnest($1::text[], $2::int[], $3::int[]) as a (owner, budget, misses) where a.owner = m.partner)
returning partner, left_now
