-- min_compatible: 8
-- transaction: none
-- Indexes of tables that may be large, made beside whoever writes to them.

-- References have no day of their own, and are found here by that of their inquiry: the oldest first, however large the table.
-- A day is one value, so it takes a few bytes a reference.
create index concurrently if not exists once_references_by_day on once_references (day_of_id(inquiry));

-- These are written in the order of time, so a page of this index says which blocks are a day's.
create index concurrently if not exists once_references_by_time on once_references using brin (inquiry);
create index concurrently if not exists movements_by_time on movements using brin (at);
