-- Takes payouts that are due and that nobody is at: those that were never sent first, so that a silent bank's questions do not keep
-- them waiting, and none for banks that have as many under way here as they may. Committed, it is what allows its taker to send:
-- whoever comes later finds that somebody has taken it before, and asks the bank first. What somebody has locked is left for later:
-- it keeps nobody else's waiting. $1: now, $2: how many to send, $3: how many to ask about, $4: the banks that have enough, $5: for
-- how long. $6: for how long after a restore nothing is sent unasked: whatever was told to a bank may be missing here.
-- $7: the connectors that this host has, $8: those of them that have enough. What was given to another is left to a host that has it, until
-- it is a minute late: then somebody has to say so.
with fresh as (
    select o.id, o.claims, o.leased_until
    from open_payouts o
    join disbursements d using (id)
    where o.claims = 0 and o.due_at <= $1 and (o.leased_until is null or o.leased_until <= clock_timestamp())
      and o.bank_code <> all ($4)
      and (d.connector is null
           or d.connector <> all ($8) and (d.connector = any ($7) or o.due_at <= $1 - interval '1 minute'))
    order by o.due_at
    limit $2
    for no key update of o, d skip locked
),
sent as (
    select o.id, o.claims, o.leased_until
    from open_payouts o
    join disbursements d using (id)
    where o.claims > 0 and o.due_at <= $1 and (o.leased_until is null or o.leased_until <= clock_timestamp())
      and o.bank_code <> all ($4)
      and (d.connector is null
           or d.connector <> all ($8) and (d.connector = any ($7) or o.due_at <= $1 - interval '1 minute'))
    order by o.due_at
    limit $3
    for no key update of o, d skip locked
),
due as (
    select * from fresh union all select * from sent
),
taken as (
    update open_payouts o
    set leased_until = clock_timestamp() + $5, claims = o.claims + 1
    from due
    where o.id = due.id
),
paying as (
    update disbursements d
    set status = '02'
    from due
    where d.id = due.id and d.status = '01'
    returning d.id, d.posted_at
),
stepped as (
    insert into disbursement_steps (disbursement, status, at, reason)
    select id, '02', greatest($1, posted_at), 'sent to the bank' from paying
)
select due.claims, due.claims > 0 or (select asks_first($6)), case when d.status = '01' then '02' else d.status end,
       told.until, clock_timestamp() - told.until, %columns%
from due
join disbursements d using (id)
-- Until when it may have been sent: the last lease's end, or what whoever put it back has written there; null where nobody knows. What a
-- young line has of that is of the line before, which went on: until this one began.
cross join lateral (select case
    when not (select asks_first($6)) or due.claims > 0 and due.leased_until is null then due.leased_until
    else (select greatest(due.leased_until, seen_at) from database_lines where line = current_line()) end as until) told
order by due.claims > 0, d.posted_at
