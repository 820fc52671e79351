-- Whose a payment says that it is is whose bill it pays; and none came in while a reversal that had come first kept it out. A minute is
-- left for hosts whose clocks differ, and for those who waited for each other.
select format('payment %s says that it is of %s, and its bill is of %s', p.id, p.biller, b.biller)
from bill_payments p
join bills b on b.id = p.bill
where p.biller <> b.biller
union all
select format('payment %s came in at %s, and its reversal by %s had come at %s', p.id, p.at, m.channel, m.at)
from reversal_marks m
join bill_payments p on p.channel = m.channel and p.ref_id = m.ref_id
join bills b on b.id = p.bill and b.va_number = m.va_number
where p.at > m.at + interval '1 minute' and p.at < m.at + interval '48 hours'
