-- The bank has no word about these: it is asked again later, or in a second where it has said meanwhile that it has one. Only whoever has
-- a payout now may say so. $7: how long a lease is.
with given as (
    select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::timestamptz[])
        as t (id, claims, at, due_at, reason, sent_until)
),
held as (
    -- In one order, as whoever ends payouts locks them.
    select o.id from open_payouts o join given g on g.id = o.id and g.claims = o.claims order by o.id for update of o
),
back as (
    update open_payouts o
    -- Nobody has it any more, and until when it may have been sent is still to be read there.
    set due_at = case when o.told_at >= o.leased_until - $7 then least(g.due_at, g.at + interval '1 second') else g.due_at end,
        leased_until = least(coalesce(g.sent_until, clock_timestamp()), clock_timestamp())
    from given g join held using (id)
    where o.id = g.id and o.claims = g.claims
    returning o.id
),
pending as (
    update disbursements d
    set status = '03'
    from back
    where d.id = back.id and d.status = '02'
    returning d.id
)
insert into disbursement_steps (disbursement, status, at, reason)
select id, '03', greatest(g.at, (select max(at) from disbursement_steps where disbursement = id)), g.reason
from pending join given g using (id)
