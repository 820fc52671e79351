-- What each of these virtual accounts can be asked about: its bills that are neither void nor expired nor paid, and the last of those
-- paid, which tells that there were some. A row begins with the account's place in the list; $3 is when it is asked.
select w.n, %columns%
from unnest($1::int[], $2::text[], $3::timestamptz[]) as w (n, va_number, now)
cross join lateral (
    select * from bills
    where va_number = w.va_number and voided_at is null and (type = 'open' or paid < total)
      and (valid_until is null or valid_until > w.now)
    union all
    (select * from bills
     where va_number = w.va_number and voided_at is null and type <> 'open' and paid >= total
     order by created_at desc, id desc limit 1)
%more%) b
order by w.n, b.id
