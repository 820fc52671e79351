-- What callers are to be told, for those inquiries that the statement before has recorded.
insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
select m.dialect, m.credential, m.inquiry, m.body, m.at, m.at
from unnest($1::uuid[], $2::date[], $3::text[], $4::text[], $5::bytea[], $6::timestamptz[])
     as m (inquiry, day, dialect, credential, body, at)
where exists (select from inquiries i where i.day = m.day and i.id = m.inquiry)
