-- min_compatible: 8
-- A master key is replaced while hosts run: which keys they have, beyond their names, and secrets that are sealed anew.

-- Of each key that a host has, its name and a print of it, the key that seals first. Empty: a build that does not tell.
alter table hosts add column if not exists key_prints text[] not null default '{}';

-- Sealed anew, a secret is the same secret: its time is that of its making, and nobody who edits its row is told that it has changed.
create or replace function is_resealing() returns boolean language sql as $$
    select coalesce(current_setting('periksa.resealing', true), '') = 'on'
$$;

create or replace function note_secrets() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' or not is_resealing() then
        new.secret_at := clock_now();
    end if;
    return new;
end $$;

create or replace function count_version() returns trigger language plpgsql as $$
begin
    if not is_resealing() then
        new.version := old.version + 1;
    end if;
    return new;
end $$;
