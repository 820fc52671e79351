-- An inquiry of a day is named by its moment, which lies in that day, and has a name if and only if an account was found. $1: the
-- day.
select format('inquiry %s of %s was asked at %s, which is not what its id and its day say', id, day, at)
from inquiries
where day = $1 and (day_of(at) <> day or id_time(id) <> milliseconds(at))
union all
select format('inquiry %s is %s, and %s name is written down', id, outcome, case when holder_name is null then 'no' else 'a' end)
from inquiries
where day = $1 and (outcome = 'found') <> (holder_name is not null)
