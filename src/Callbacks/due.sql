-- The endpoints that have something due, with their URLs. From each endpoint's first message the index leads straight to the
-- next endpoint's: a long queue costs no more than a short one.
with recursive firsts as (
    (select dialect, credential, due_at, attempts from callback_messages order by dialect, credential, due_at limit 1)
    union all
    select next.*
    from firsts
    cross join lateral (
        select m.dialect, m.credential, m.due_at, m.attempts
        from callback_messages m
        where (m.dialect, m.credential) > (firsts.dialect, firsts.credential)
        order by m.dialect, m.credential, m.due_at
        limit 1
    ) next
)
select dialect, credential, url
from firsts
left join callback_endpoints using (dialect, credential)
where due_at <= $1
   -- Who wrote it has a clock of its own: what nobody has tried yet is due at once.
   or (attempts = 0 and due_at <= $1 + interval '2 seconds')
