-- min_compatible: 8
-- transaction: none
-- Providers tell by webhook that something became of a payout. Which one is found by the reference that it was sent under, and when it was
-- told of stands beside it, in real time, for whoever has it in hand.

alter table open_payouts add column if not exists told_at timestamptz;

-- The same as payout_order_id, which is older and cannot be indexed: what UTF-8 makes of a text never changes.
create or replace function payout_order(account text, reference text) returns uuid language sql immutable
    return (
        select encode(set_byte(set_byte(digest, 6, get_byte(digest, 6) & 15 | 128), 8, get_byte(digest, 8) & 63 | 128), 'hex')::uuid
        from (select substr(sha256(convert_to(account, 'UTF8') || '\x00'::bytea || convert_to(reference, 'UTF8')), 1, 16)
              as digest) d);

create index concurrently if not exists disbursements_by_order on disbursements (payout_order(account, reference))
    where connector is not null;
