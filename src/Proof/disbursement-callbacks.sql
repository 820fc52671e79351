-- Of every end of a disbursement whose credential had an endpoint by then, its caller was told once, and of nothing else. Hosts learn
-- of an endpoint a moment later, so it counts ten minutes after it was registered; and what was forgotten cannot be missed. $1: the
-- statuses in which a disbursement has ended.
with ends as (
    select d.id, d.dialect, d.credential, s.at
    from disbursements d
    join disbursement_steps s on s.disbursement = d.id
    where s.status = any ($1)
),
told as (
    select subject, created_at, count(*) as times
    from callbacks
    where subject in (select id from disbursements)
    group by subject, created_at
)
select format('disbursement %s ended at %s, and %s was not told', n.id, n.at, n.credential)
from ends n
join callback_endpoints e using (dialect, credential)
where n.at >= e.since + interval '10 minutes'
  and n.at >= coalesce((select before from forgotten where what = 'callbacks'), '-infinity')
  and not exists (select from told t where t.subject = n.id and t.created_at = n.at)
union all
select format('that disbursement %s ended at %s was told %s times', subject, created_at, times)
from told
where times > 1
union all
select format('somebody was told that disbursement %s ended at %s, and it did not', subject, created_at)
from told t
where not exists (select from ends n where n.id = t.subject and n.at = t.created_at)
