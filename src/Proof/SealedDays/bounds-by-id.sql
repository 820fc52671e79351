-- Between which ids a day's rows lie, both left out. $1: the day.
select first_id($1)::text, first_id($1 + 1)::text
