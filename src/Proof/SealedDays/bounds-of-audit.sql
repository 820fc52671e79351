-- Between which numbers a day's audit entries lie, both left out; null where there are none. $1: the day.
select (min(id) - 1)::text, (max(id) + 1)::text from audit_entries where day = $1
