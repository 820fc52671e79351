-- What has not ended is waiting for somebody to go on with it, and nothing else is. $1: the statuses in which it has ended.
select format('disbursement %s is %s and %s to be paid out', d.id, d.status,
              case when o.id is null then 'does not wait' else 'waits' end)
from disbursements d
left join open_payouts o using (id)
where (o.id is null) <> (d.status = any ($1))
