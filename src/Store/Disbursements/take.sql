-- Takes payouts that are due and that nobody is at. Committed, it is what allows its taker to send: whoever comes later finds
-- that somebody has taken it before, and asks the bank first.
with due as (
    select id, claims
    from open_payouts
    where due_at <= $1 and (leased_until is null or leased_until <= clock_timestamp())
    order by due_at
    limit $2
    for update skip locked
),
taken as (
    update open_payouts o
    set leased_until = clock_timestamp() + $3, claims = o.claims + 1
    from due
    where o.id = due.id
),
paying as (
    update disbursements d
    set status = '02'
    from due
    where d.id = due.id and d.status = '01'
    returning d.id
),
stepped as (
    insert into disbursement_steps (disbursement, status, at, reason)
    select id, '02', $1, 'sent to the bank' from paying
)
select due.claims, case when d.status = '01' then '02' else d.status end, %columns%
from due
join disbursements d using (id)
order by d.posted_at
