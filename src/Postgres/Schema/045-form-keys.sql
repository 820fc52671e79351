-- min_compatible: 8
-- The keys that the console's forms are signed with, so that every host takes what another's page sends.

create table form_keys (
    name text primary key check (length(name) between 1 and 100),
    sealed bytea not null,   -- under the master key
    created_at timestamptz not null default clock_timestamp()
);
