-- What has not ended is waiting for somebody to go on with it, and nothing else is; and it has been taken if and only if it has
-- begun. $1: the statuses in which it has ended, $2: the one before it begins.
select format('disbursement %s is %s and %s to be paid out', d.id, d.status,
              case when o.id is null then 'does not wait' else 'waits' end)
from disbursements d
left join open_payouts o using (id)
where (o.id is null) <> (d.status = any ($1))
union all
select format('disbursement %s is %s and was taken %s times', d.id, d.status, o.claims)
from disbursements d
join open_payouts o using (id)
where (d.status = $2) <> (o.claims = 0)
