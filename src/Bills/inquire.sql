-- What channels asked, many at once.
insert into bill_inquiries (day, at, channel, va_number, ref_id, terminal_id, transaction_at)
select * from unnest($1::date[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
