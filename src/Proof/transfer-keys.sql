-- A transfer whose caller promises keys says which it used up, and holds it for as long as the keys of its day are kept. $1: the
-- dialects of such callers.
select format('disbursement %s holds no key of %s', d.id, coalesce(d.key_day::text, 'any day'))
from disbursements d
where case when d.key is null
           then d.dialect = any ($1)
           else d.key_day in (select day from kept_days)
                and not exists (
                    select from day_keys k
                    where k.day = d.key_day and k.caller = d.dialect || ':' || d.credential and k.key = d.key
                      and k.inquiry = d.id)
      end
