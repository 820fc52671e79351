-- Callbacks: what is to be posted, where to, and what became of every attempt.

create table callback_endpoints (
    dialect    text not null,
    credential text not null,
    url        text not null,            -- as registered: it is what is signed
    primary key (dialect, credential),
    foreign key (dialect, credential) references credentials
);

create trigger count_change after insert or update or delete or truncate on callback_endpoints
    for each statement execute function count_change();

create table callback_messages (
    id           bigint generated always as identity primary key,
    dialect      text not null,
    credential   text not null,
    inquiry      uuid not null,
    body         bytea not null,
    created_at   timestamptz not null,   -- in the clock's time, as the next
    due_at       timestamptz not null,
    state        text not null default 'waiting' check (state in ('waiting', 'delivered', 'parked')),
    attempts     integer not null default 0,
    leased_until timestamptz             -- in real time: a host is at it until then
);

create index callback_messages_waiting on callback_messages (dialect, credential, due_at) where state = 'waiting';

create table callback_attempts (
    message      bigint not null references callback_messages,
    number       integer not null,
    at           timestamptz not null,
    url          text not null,
    status       integer,                -- null: there was no answer
    error        text,
    milliseconds integer not null,
    primary key (message, number)
);

-- The sandbox's own receiver of callbacks.
create table sandbox_inbox (
    id          bigint generated always as identity primary key,
    name        text not null,
    received_at timestamptz not null,
    method      text not null,
    path        text not null,
    headers     jsonb not null,
    body        bytea not null
);

create index on sandbox_inbox (name, id);

create table sandbox_inbox_answers (
    name     text primary key,
    status   integer not null,
    delay_ms integer not null
);
