-- min_compatible: 8
-- What operators asked for under a key of their own, so that what is sent twice is done once. Kept for a day, in real time.

create table operator_writes (
    actor    text not null,
    key      text not null,              -- the Idempotency-Key
    digest   bytea not null check (octet_length(digest) = 32),   -- of what was asked
    at       timestamptz not null default clock_timestamp(),
    status   integer,                    -- null: it was done, and what was answered is not kept, such as a secret
    body     bytea,
    version  bigint,
    location text,
    primary key (actor, key)
);

create index operator_writes_by_time on operator_writes (at);
