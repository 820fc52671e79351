-- min_compatible: 8
-- Which hosts there are, how they see the database's clock, and which lines of the database's history have been written.

-- A host writes its row twice a second. Rows not seen for a day are removed by whoever writes next.
create table hosts (
    name       text primary key check (length(name) between 1 and 200),
    version    text not null,
    seen_at    timestamptz not null,     -- by the database's clock
    skew       interval,                 -- how far its clock is ahead of the database's; null: not known yet
    keys       text[] not null,          -- the names of the master keys that it has
    memory_age interval not null         -- how old what it remembers of the database is
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000);

-- A restore, a promotion, or a copy begins a new line: what a bank was told on the one before may be missing here.
create table database_lines (
    line    text primary key,            -- system, database and timeline
    seen_at timestamptz not null         -- by the database's clock; a new database's first is '-infinity': nothing was before it
);

-- The timeline is the write-ahead log's: the control file's lags behind after a promotion. The system's number and the
-- database's tell a dump that was loaded elsewhere, too.
create function current_line() returns text language plpgsql as $$
declare
    system text := '?';
begin
    if has_function_privilege('pg_control_system()', 'execute') then
        select system_identifier into system from pg_control_system();
    end if;

    return concat_ws('/', system, (select oid from pg_database where datname = current_database()),
                     left(pg_walfile_name(pg_current_wal_lsn()), 8));
end $$;

-- Whether the present line is younger than that, or nobody has seen it yet: then no bank is sent anything unasked.
create function asks_first(for_how_long interval) returns boolean language sql as $$
    select not exists (
        select from database_lines where line = current_line() and seen_at <= clock_timestamp() - for_how_long)
$$;

-- For whoever has put back what the line does not show, e.g. a dump into the same database.
create function begin_line() returns timestamptz language sql as $$
    insert into database_lines as l (line, seen_at) values (current_line(), clock_timestamp())
    on conflict (line) do update set seen_at = clock_timestamp()
    returning l.seen_at
$$;

-- Where money was sent before lines were noted, nobody knows whether this is the line on which it was: it may be a base backup of
-- before an upgrade that was restored.
insert into database_lines (line, seen_at)
select current_line(), case when exists (select from disbursements) then clock_timestamp() else '-infinity' end;

-- Whoever could make a line look older than it is, or note one that is yet to come, would have payouts sent unasked.
create function refuse_backdating() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and (new.line <> old.line or new.seen_at < old.seen_at) then
        raise exception 'the line % has been seen since %, and may only begin later', old.line, old.seen_at;
    end if;
    if tg_op = 'INSERT' and (new.line <> current_line() or new.seen_at < clock_timestamp() - interval '1 minute') then
        raise exception 'the line that begins now is %, and begins now', current_line();
    end if;
    return new;
end $$;

create trigger refuse_backdating before insert or update on database_lines
    for each row execute function refuse_backdating();

-- How a bank knows an order, for whoever compares its statement with the books: as hosts make it.
create function payout_order_id(account text, reference text) returns uuid language sql stable as $$
    select encode(set_byte(set_byte(digest, 6, get_byte(digest, 6) & 15 | 128), 8, get_byte(digest, 8) & 63 | 128), 'hex')::uuid
    from (select substr(sha256(convert_to(account, 'UTF8') || '\x00'::bytea || convert_to(reference, 'UTF8')), 1, 16)
          as digest) d
$$;
