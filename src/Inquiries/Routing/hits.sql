-- Questions that are about to go to routes which may be asked about an account so often a day. Each account stands in the
-- input once. What comes back may be asked; on how many hosts somebody asks at the same time does not matter, since each
-- waits for the row. The day is the database's, in real time: hosts do not agree on when it ends.
insert into account_hits as h (day, route, account, hits, most)
select (clock_timestamp() at time zone 'Asia/Jakarta')::date, route, account, 1, most
from unnest($1::text[], $2::bytea[], $3::int[]) as t (route, account, most)
order by route, account
on conflict (day, route, account) do update
set hits = h.hits + 1, most = excluded.most
where h.hits < excluded.most
returning route, account, day
