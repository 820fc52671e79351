-- The bank has no word about these: it is asked again later, or in a second where it has said meanwhile that it has one. Only whoever has
-- a payout now may say so. $7: how long a lease is. $8: whether its bank was asked in that turn, and not sent it since.
with given as (
    select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::timestamptz[], $8::boolean[])
        as t (id, claims, at, due_at, reason, sent_until, is_asked)
),
-- One moment for all: until when it may have been sent is not after it was asked about.
real as materialized (select clock_timestamp() as now),
held as (
    -- In one order, as whoever ends payouts locks them.
    select o.id from open_payouts o join given g on g.id = o.id and g.claims = o.claims order by o.id for update of o
),
back as (
    update open_payouts o
    -- Nobody has it any more, and until when it may have been sent is still to be read there.
    set due_at = case when o.told_at >= o.leased_until - $7 then least(g.due_at, g.at + interval '1 second') else g.due_at end,
        leased_until = least(coalesce(g.sent_until, real.now), real.now),
        asked_at = case when g.is_asked then real.now else o.asked_at end
    from given g join held using (id) cross join real
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
