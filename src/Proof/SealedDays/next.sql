-- The day that is to be sealed next: the one after the last that is, or else the last that is over for as long as @pause. Also the
-- last that is due, the head before, how many inquiries of it are open, and the oldest transaction under way. @pause: how long.
with last as (
    select max(day) as day from sealed_days
),
due as (
    select day_of(clock_now() - @pause) - 1 as day
),
next as (
    select coalesce(last.day + 1, due.day) as day, due.day as latest from last, due
)
select next.day as Day,
       next.latest as LatestDay,
       (select head from sealed_days where day = next.day - 1) as Before,
       (select count(*) from open_inquiries where at < begin_of(next.day + 1)) as Open,
       pg_snapshot_xmin(pg_current_snapshot())::text::bigint as OldestTransaction,
       (select offset_seconds from sandbox_clock) as OffsetSeconds
from next
