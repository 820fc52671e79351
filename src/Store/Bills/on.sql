-- All bills on each of these virtual accounts; a row begins with the account's place in the list.
select w.n, %columns%
from unnest($1::int[], $2::text[]) as w (n, va_number)
join bills b on b.va_number = w.va_number
order by w.n, b.id
