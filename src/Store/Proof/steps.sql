-- Every disbursement stands where its steps lead, no step is one that cannot be taken, and none lies before the one it follows.
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
