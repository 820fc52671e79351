-- An inquiry of a day holds the keys that it has used up, and whatever holds both was written down. $1: the day, $2: the dialects
-- whose inquiries have a key of the day, $3: those of them whose inquiries have a reference, too.
-- A key's day is that of its caller's stamp (see key_days). Keys may be forgotten before the inquiry that holds them: of the first day
-- that is kept, the first hours are left out; where a key's day can be any, everything is once a day has been forgotten.
with asked as (
    select id, dialect,
           case when (select isfinite(lower(key_days($1))))
                then at >= begin_of($1) + interval '8 hours' or exists (select from kept_days where day = $1 - 1)
                else not exists (select from forgotten where what = 'inquiries') end as is_key_kept
    from inquiries
    where day = $1 and dialect = any ($2)
),
keys as (
    select day, caller, key, inquiry from day_keys
    where day >= (select lower(key_days($1))) and day < (select upper(key_days($1)))
      and inquiry >= first_id($1) and inquiry < first_id($1 + 1)
),
refs as (
    select caller, reference, inquiry from once_references where inquiry >= first_id($1) and inquiry < first_id($1 + 1)
)
select format('inquiry %s of %s does not hold its key', a.id, $1::date)
from asked a
where a.is_key_kept and not exists (select from keys k where k.inquiry = a.id)
union all
select format('inquiry %s of %s does not hold its reference', a.id, $1::date)
from asked a
where a.dialect = any ($3)
  and not exists (select from refs r where r.inquiry = a.id)
  and begin_of($1) >= coalesce((select before from forgotten where what = 'references'), '-infinity')
union all
select format('inquiry %s holds key %s and reference %s of %s, and is not there', k.inquiry, k.key, r.reference, k.caller)
from keys k
join refs r on r.inquiry = k.inquiry
where not exists (select from inquiries i where i.day = $1 and i.id = k.inquiry)
  and not exists (select from open_inquiries o where o.id = k.inquiry)
