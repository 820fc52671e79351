-- What callers are to be told, for inquiries that the statement before has recorded, all of them.
insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
select m.dialect, m.credential, m.inquiry, m.body, m.at, m.at
from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::timestamptz[])
     as m (inquiry, dialect, credential, body, at)
