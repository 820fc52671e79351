-- min_compatible: 8
-- Keys to the operators' API.

-- Real time throughout: who may come in is no matter of a sandbox's clock.
create table api_keys (
    id           text primary key check (id ~ '^[a-z0-9]{12}$'),   -- a part of the key, and what the audit trail calls it
    name         text not null,
    digest       bytea not null check (octet_length(digest) = 32), -- SHA-256 of the whole key
    scopes       text[] not null check (scopes <@ array['read', 'reveal', 'operate', 'admin'] and cardinality(scopes) > 0),
    issued_at    timestamptz not null default clock_timestamp(),
    expires_at   timestamptz not null,
    revoked_at   timestamptz,            -- null: it opens the door until it expires
    last_used_at timestamptz             -- to the hour; null: never
);

-- The name of one that is revoked is free again.
create unique index api_keys_by_name on api_keys (name) where revoked_at is null;

-- Whoever sits at a sandbox's own machine needs no key, and no name. It allows more than before, so what is there meets it.
alter table audit_entries drop constraint audit_entries_actor_check;
alter table audit_entries add constraint audit_entries_actor_check
    check (actor ~ '^((cli|key|operator):.|sandbox$)') not valid;
