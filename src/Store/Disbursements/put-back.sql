-- The bank has no word: it is asked again later. Only whoever has the payout now may say so.
with back as (
    update open_payouts
    set due_at = $4, leased_until = null
    where id = $1 and claims = $2
    returning id
),
pending as (
    update disbursements d
    set status = '03'
    from back
    where d.id = back.id and d.status = '02'
    returning d.id
)
insert into disbursement_steps (disbursement, status, at, reason)
select id, '03', greatest($3, (select max(at) from disbursement_steps where disbursement = id)), $5 from pending
