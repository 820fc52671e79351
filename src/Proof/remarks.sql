-- No bank has said of a disbursement that has ended what cannot be true beside its end, but where an operator has dealt with that: it was
-- refunded since, or somebody has said why it is well.
select format('disbursement %s is %s, and its bank says that it is %s (%s): periksa remark list', d.id, d.status,
              case when r.is_paid then 'paid' else 'not paid' end, r.reason)
from disbursement_remarks r
join disbursements d on d.id = r.disbursement and d.status = r.status
where not exists (select from disbursement_remark_ends e where e.remark = r.id)
