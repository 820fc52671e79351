-- Of an inquiry of a day whose credential had an endpoint by then, its caller was told once; and nobody was told of one that is not
-- there. Hosts learn of an endpoint a moment later, so it counts ten minutes after it was registered; and what was forgotten cannot
-- be missed. $1: the day, $2: the dialects that tell.
with told as (
    select subject, count(*) as times
    from callbacks
    where dialect = any ($2) and subject >= first_id($1) and subject < first_id($1 + 1)
    group by subject
)
select format('inquiry %s of %s ended, and %s was not told', i.id, i.partner, k.caller)
from inquiries i
join day_keys k
  on k.inquiry = i.id and k.day >= (select lower(key_days($1))) and k.day < (select upper(key_days($1)))
join callback_endpoints e on e.dialect = i.dialect and k.caller = e.dialect || ':' || e.credential
where i.day = $1 and i.dialect = any ($2) and i.outcome <> 'bank_not_supported'
  and i.at >= e.since + interval '10 minutes'
  and i.at >= coalesce((select before from forgotten where what = 'callbacks'), '-infinity')
  and not exists (select from told t where t.subject = i.id)
union all
select format('inquiry %s was told %s times', subject, times)
from told
where times > 1
union all
select format('somebody was told of inquiry %s, which is not there', subject)
from told t
where not exists (select from inquiries i where i.day = $1 and i.id = t.subject)
