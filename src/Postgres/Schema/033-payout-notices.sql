-- min_compatible: 8
-- transaction: none
-- Providers tell by webhook that something became of a payout. Which one is found by the reference that it was sent under, and when it was
-- told of stands beside it, in real time, for whoever has it in hand. What a bank says after the end, and against it, is kept as a remark.

alter table open_payouts add column if not exists told_at timestamptz;

-- The same as payout_order_id, which is older and cannot be indexed: what UTF-8 makes of a text never changes.
create or replace function payout_order(account text, reference text) returns uuid language sql immutable
    return (
        select encode(set_byte(set_byte(digest, 6, get_byte(digest, 6) & 15 | 128), 8, get_byte(digest, 8) & 63 | 128), 'hex')::uuid
        from (select substr(sha256(convert_to(account, 'UTF8') || '\x00'::bytea || convert_to(reference, 'UTF8')), 1, 16)
              as digest) d);

create index concurrently if not exists disbursements_by_order on disbursements (payout_order(account, reference))
    where connector is not null;

-- What a bank said of a disbursement against the end that it had had, and what operators did about it. Nothing refers to the disbursement
-- itself: a sandbox of the build before empties that table and knows nothing of this one.
create table if not exists disbursement_remarks (
    id           bigint generated always as identity primary key,
    disbursement uuid not null,
    status       text not null,             -- how it stood here
    is_paid      boolean not null,          -- what its bank says now
    reason       text not null,
    at           timestamptz not null
);

create index if not exists disbursement_remarks_by_disbursement on disbursement_remarks (disbursement);

create table if not exists disbursement_remark_ends (
    remark  bigint primary key references disbursement_remarks (id),
    at      timestamptz not null,
    reason  text not null,
    made_by text not null
);

create or replace trigger refuse_change before update or delete on disbursement_remarks
    for each row execute function refuse_change();
create or replace trigger refuse_change before update or delete on disbursement_remark_ends
    for each row execute function refuse_change();
create or replace trigger refuse_truncate before truncate on disbursement_remarks
    for each statement execute function refuse_in_production();
create or replace trigger refuse_truncate before truncate on disbursement_remark_ends
    for each statement execute function refuse_in_production();
