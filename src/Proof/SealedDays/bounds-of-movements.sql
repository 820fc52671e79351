-- Between which numbers a day's movements lie, both left out; null where there are none. Looked up by time: the sums keep the server
-- from walking along the numbers instead. $1: the day.
select (min(id + 0) - 1)::text, (max(id + 0) + 1)::text
from movements
where at >= begin_of($1) and at < begin_of($1 + 1)
