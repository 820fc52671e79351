-- min_compatible: 8
-- What operators change: who did it, which state of a row they meant, secrets that are replaced, credentials that are revoked.

-- The audit trail -------------------------------------------------------------------------------------------------------

-- Written in the transaction of the change itself. Never a secret: who reads it is not who may use them.
create table audit_entries (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,        -- in real time
    day     date not null,               -- WIB, in the clock's time: the sealed day that it is a part of
    actor   text not null check (actor ~ '^(cli|key|operator):.'),
    source  text not null check (source <> ''),               -- the address it was asked from; local: this machine's command line
    action  text not null check (action ~ '^[a-z]+[.][a-z-]+$'),
    subject text not null check (subject ~ '^[a-z]+:.'),
    before  jsonb,                       -- null: there was nothing
    after   jsonb,                       -- null: there is nothing any more
    reason  text
);

create index audit_entries_by_subject on audit_entries (subject, id);
create index audit_entries_by_day on audit_entries (day, id);
create index audit_entries_by_time on audit_entries (at);

-- When it was is the database's word, so that nothing is slipped into a day that is over.
create function date_audit_entry() returns trigger language plpgsql as $$
begin
    new.at := clock_timestamp();
    new.day := day_of(clock_now());
    return new;
end $$;

create trigger date_audit_entry before insert on audit_entries for each row execute function date_audit_entry();
create trigger refuse_change before update or delete on audit_entries for each row execute function refuse_change();
create trigger refuse_truncate before truncate on audit_entries for each statement execute function refuse_change();

-- Versions --------------------------------------------------------------------------------------------------------------

-- Counted up by every change, also one by hand: whoever edits may say which one they have seen.
alter table partners add version bigint not null default 1;
alter table credentials add version bigint not null default 1;

create function count_version() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    return new;
end $$;

create trigger count_version before update on partners
    for each row when (old.* is distinct from new.*) execute function count_version();
create trigger count_version before update on credentials
    for each row when (old.* is distinct from new.*) execute function count_version();

-- Secrets ---------------------------------------------------------------------------------------------------------------

alter table credentials
    add secret_at timestamptz,           -- since when it has these secrets, in the clock's time; null: before that was noted

    -- Tokens name it: those of another generation of secrets are worthless. 0: of before that was said.
    add generation bigint not null default 0,

    -- What it had before the last rotation opens the door until then, in the clock's time. Sealed for the same place.
    add former_until timestamptz,
    add former_api_key_hash bytea check (octet_length(former_api_key_hash) = 32),
    add former_client_secret bytea,
    add former_public_key bytea,
    add former_generation bigint,

    -- In the clock's time. Its name stays its partner's: who asked for what is never told otherwise.
    add revoked_at timestamptz,

    add constraint former_secrets_end check (
        former_until is not null or coalesce(former_api_key_hash, former_client_secret, former_public_key) is null),

    -- Builds that do not know of revoking find nothing that would prove who calls.
    add constraint revoked_proves_nothing check (
        revoked_at is null
        or (coalesce(api_key_hash, client_secret, public_key) is null and former_until is null and must_sign));

-- Also a change by hand.
create function note_secrets() returns trigger language plpgsql as $$
begin
    new.secret_at := clock_now();
    return new;
end $$;

create trigger note_new_secrets before insert on credentials for each row execute function note_secrets();
create trigger note_secrets before update on credentials
    for each row when (
        (old.api_key_hash, old.client_secret, old.public_key)
        is distinct from (new.api_key_hash, new.client_secret, new.public_key))
    execute function note_secrets();

-- Lists -----------------------------------------------------------------------------------------------------------------

-- By the bytes: what begins with a text lies between two others, whatever the database's language.
create index partners_by_id on partners (id collate "C");
create index partners_by_name on partners (lower(name) collate "C");
create index credentials_by_partner on credentials (partner, dialect, name);
