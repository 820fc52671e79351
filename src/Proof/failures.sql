-- Why a bank did not pay is what the last step says. $1: the status of what it did not pay.
select format('disbursement %s failed since "%s", and its step says "%s"', d.id, d.failure_reason, s.reason)
from disbursements d
join disbursement_steps s on s.disbursement = d.id and s.status = $1
where d.status = $1 and s.reason <> d.failure_reason
  and not (s.reason = 'history' and not exists (select from deployment where mode = 'production'))
