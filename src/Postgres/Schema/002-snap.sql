-- SNAP: callers that sign, tokens, inquiries that are answered later, virtual accounts.

alter table partners add snap_profile text not null default 'compat' check (snap_profile in ('compat', 'strict'));

-- Sealed is what only the master key opens; src/Store/Sealing says how.
alter table credentials
    add client_secret bytea,             -- sealed
    add public_key    bytea;             -- RSA, as DER SubjectPublicKeyInfo

-- What signs the access tokens. A key verifies from the moment it is made and signs a little later.
create table token_keys (
    id      text primary key,
    sealed  bytea not null,
    made_at timestamptz not null
);

alter table inquiries
    add is_virtual boolean not null default false,
    add owed       bigint;               -- on a virtual account that was found

-- Asked outside, and no outcome yet. Whoever asks has it until leased_until, in real time; then another host may.
create table open_inquiries (
    id             uuid primary key,
    at             timestamptz not null,
    dialect        text not null,
    partner        text not null,
    bank_code      text not null,
    account_number text not null,
    caller         text not null,
    key_day        date not null,
    key            text not null,
    reference      text,
    credential     text,                 -- who is called back; null: nobody is told
    give_up_at     timestamptz not null, -- in the clock's time
    leased_until   timestamptz not null
);

create index on open_inquiries (leased_until);
create index on open_inquiries (give_up_at);

-- What the vendor's contract, taken to the letter, would have refused.
create table laxities (
    partner text not null,
    dialect text not null,
    what    text not null,
    count   bigint not null,
    last_at timestamptz not null,
    primary key (partner, dialect, what)
);

-- Signatures that were refused, and which known mistake explains each. Never the right one.
create table refused_signatures (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    partner    text not null,
    dialect    text not null,
    credential text not null,
    operation  text not null,
    cause      text                      -- null: no known mistake explains it
);

create index on refused_signatures (partner, id);

-- The sandbox ---------------------------------------------------------------------------------------------------------

create table sandbox_bills (
    number      integer primary key,     -- its place in the world's file
    va_number   text not null,
    type        text not null check (type in ('open', 'close', 'partial')),
    customer    text not null,
    name        text not null,
    total       bigint not null,
    paid        bigint not null default 0,
    valid_until timestamptz,
    is_void     boolean not null default false
);

create trigger count_change after insert or update or delete or truncate on sandbox_bills
    for each statement execute function count_change();
create trigger count_change after insert or update or delete or truncate on token_keys
    for each statement execute function count_change();
