-- min_compatible: 8
-- Who may come into the console: operators, how they are invited, and where they are signed in. Real time throughout.

create table operators (
    id            uuid primary key default gen_random_uuid(),
    name          text not null unique check (name ~ '^[a-z0-9][a-z0-9._@+-]{0,99}$'),   -- what the audit trail calls them
    role          text not null check (role in ('viewer', 'operator', 'admin')),
    password_hash text not null,
    totp_secret   bytea not null,         -- sealed, for the name
    totp_step     bigint not null,        -- the last half minute whose code was used: none is used twice
    failed_tries  integer not null default 0 check (failed_tries >= 0),                  -- in a row; a try counts before it is looked at
    locked_until  timestamptz,
    openid        text unique,            -- issuer and subject, where an OpenID provider vouches for them
    created_at    timestamptz not null default clock_timestamp(),
    ended_at      timestamptz             -- null: may sign in. A later invitation takes it back
);

-- One a name: the next takes its place. What it is for is done when it is taken up, and nothing before.
create table operator_invitations (
    name       text primary key check (name ~ '^[a-z0-9][a-z0-9._@+-]{0,99}$'),
    role       text not null check (role in ('viewer', 'operator', 'admin')),
    digest     bytea not null unique check (octet_length(digest) = 32),                  -- SHA-256 of the token
    salt       bytea,                     -- of the secret for codes, which takes the token, too; null: it was taken up
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    used_at    timestamptz,
    check (salt is null or used_at is null)
);

create table operator_sessions (
    id         uuid primary key default gen_random_uuid(),
    operator   uuid not null references operators,
    digest     bytea not null unique check (octet_length(digest) = 32),                  -- SHA-256 of the cookie's token
    created_at timestamptz not null default clock_timestamp(),
    seen_at    timestamptz not null default clock_timestamp(),                           -- to the minute
    expires_at timestamptz not null,
    ended_at   timestamptz,
    address    text not null,
    user_agent text
);

create index operator_sessions_by_operator on operator_sessions (operator, created_at);
create index operator_sessions_by_expiry on operator_sessions (expires_at);

-- Nobody is signed in who tries a password. It allows more than before, so what is there meets it.
alter table audit_entries drop constraint audit_entries_actor_check;
alter table audit_entries add constraint audit_entries_actor_check
    check (actor ~ '^((cli|key|operator):.|sandbox$|stranger$)') not valid;
