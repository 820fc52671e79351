    union all
    (select * from bills
     where va_number = w.va_number and voided_at is null and (type = 'open' or paid < total) and valid_until <= w.now
     order by created_at desc, id desc limit 1)
