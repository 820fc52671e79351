-- No day's run was done before its time: it would not be done any more. $1: the time of the day.
select format('the invoices of %s are said to have been collected at %s, and the time is %s', day, finished_at, clock_now())
from daily_payments
where begin_of(day) + $1 > clock_now() + interval '1 minute' or finished_at > clock_now() + interval '1 minute'
