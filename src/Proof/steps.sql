-- Every disbursement stands where its steps lead, and its times are those of the first and the last; no step is one that cannot be
-- taken, and none lies before the one it follows.
-- $1: all statuses in the order in which they can come, $2 and $3: from where to where a disbursement may go.
with steps as (
    select disbursement, status, at,
           lag(status) over way as before,
           lag(at) over way as at_before,
           lead(status) over way is null as is_last
    from disbursement_steps
    window way as (partition by disbursement order by array_position($1, status))
)
select format('disbursement %s went from %s to %s', disbursement, coalesce(before, 'nowhere'), status)
from steps
where case when before is null
           then status <> $1[1]
           else not exists (select from unnest($2::text[], $3::text[]) as may (a, b) where a = before and b = status)
                or at < at_before
      end
union all
select format('disbursement %s is %s, and its steps end at %s', d.id, d.status, coalesce(s.status, 'nowhere'))
from disbursements d
left join steps s on s.disbursement = d.id and s.is_last
where s.status is distinct from d.status
union all
select format('disbursement %s was posted at %s and processed at %s, its steps say %s and %s', d.id, d.posted_at,
              d.processed_at, s.first_at, s.last_at)
from disbursements d
join (select disbursement, min(at) as first_at, max(at) as last_at from steps group by disbursement) s
     on s.disbursement = d.id
where d.posted_at <> s.first_at or d.processed_at <> s.last_at
