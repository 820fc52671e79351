-- A day's inquiries have a table of their own: whatever lies in it is the day's. $1: the day.
select '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff' where $1::date is not null
