-- An open payout whose row is held, so that no host takes it meanwhile. $1: the disbursement, $2: for how long after a restore whatever
-- was told to a bank may be missing here. Whether a host is at it, whether it was surely never sent, and whether its bank was asked within
-- the last minute, and since it may have been sent: a host of the build before may have sent it again.
select o.leased_until > clock_timestamp() as is_in_hand,
       (o.claims = 0 or o.leased_until <= 'epoch') and not (select asks_first($2)),
       o.asked_at > clock_timestamp() - interval '1 minute' and o.asked_at >= told.until,
       o.asked_at, o.due_at, o.claims
from open_payouts o
cross join lateral (select case
    when not (select asks_first($2)) then o.leased_until
    else (select greatest(o.leased_until, seen_at) from database_lines where line = current_line()) end as until) told
where o.id = $1
