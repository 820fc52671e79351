-- A provider says that something became of an order: $1 the order, $2 now. An open payout that was sent is due at once,
-- but not more than once a second, however often that is said; whoever has it in hand reads told_at when he puts it back.
with named as (
    select id from disbursements where connector is not null and payout_order(account, reference) = $1 limit 1
),
hurried as (
    update open_payouts o
    set told_at = clock_timestamp(),
        due_at = least(o.due_at, case when o.told_at > clock_timestamp() - interval '1 second'
                                      then $2 + interval '1 second' else $2 end)
    from named n
    where o.id = n.id and o.claims > 0
    returning o.id, o.leased_until > clock_timestamp() as is_in_hand
)
select h.id is not null, coalesce(h.is_in_hand, false),
       exists (select from disbursement_remarks r
               where r.disbursement = d.id and r.status = d.status
                 and not exists (select from disbursement_remark_ends e where e.remark = r.id)), %columns%
from disbursements d
join named n on n.id = d.id
left join hurried h on h.id = d.id
