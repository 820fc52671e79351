-- Every end that an operator has said is in the audit trail, with who it was and why. $1: what the reasons of such ends begin with.
select format('disbursement %s became %s by an operator''s word, and the audit trail does not say so', s.disbursement, s.status)
from disbursement_steps s
where starts_with(s.reason, $1) and not exists (
    select from audit_entries e
    where e.subject = 'disbursement:' || s.disbursement and e.reason <> ''
      and e.action in ('disbursement.settle', 'disbursement.refund', 'disbursement.cancel'))
