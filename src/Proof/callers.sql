-- An inquiry of a day is the partner's whose credential asked. $1: the day.
select format('inquiry %s is %s''s, and was asked with %s''s credential %s', i.id, i.partner, c.partner, k.caller)
from day_keys k
join credentials c on k.caller = c.dialect || ':' || c.name
join inquiries i on i.day = $1 and i.id = k.inquiry
where k.day >= (select lower(key_days($1))) and k.day < (select upper(key_days($1))) and i.partner <> c.partner
