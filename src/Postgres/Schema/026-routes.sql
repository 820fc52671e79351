-- min_compatible: 8
-- The route by which an open inquiry was asked, and the tokens that providers gave, which all hosts share.

alter table open_inquiries add column if not exists route text;

create table if not exists provider_tokens (
    connector  text primary key,
    token      bytea not null,           -- sealed
    good_until timestamptz not null,     -- in real time
    renewed_at timestamptz not null default clock_timestamp()
);
