-- What has not ended is waiting for somebody to go on with it, and nothing else is; it has been taken if and only if it has begun;
-- and it waits for the bank that it goes to, no longer than the longest pause. A minute is left for hosts whose clocks differ.
-- $1: the statuses in which it has ended, $2: the one before it begins, $3: the longest pause.
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
union all
select format('disbursement %s goes to bank %s, and waits for %s', d.id, d.bank_code, o.bank_code)
from disbursements d
join open_payouts o using (id)
where o.bank_code <> d.bank_code
union all
select format('disbursement %s is not due before %s', id, due_at)
from open_payouts
where due_at > clock_now() + $3 + interval '1 minute'
