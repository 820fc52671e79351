-- min_compatible: 8
-- An owner that changes the schema, and a role for the hosts that does not: grants.sql says what it may do.

-- A day that is there as a table of its own, after it was taken out and not dropped, takes its place again: a late row of it
-- would fail for ever.
create or replace function make_days(first_day date, last_day date) returns void language plpgsql as $$
declare
    parent text;
    part   text;
    day    date;
begin
    perform pg_advisory_xact_lock(hashtext('periksa'), hashtext('make_days'));

    foreach parent in array array['inquiries', 'day_keys', 'bill_inquiries'] loop
        for day in select generate_series(first_day, last_day, interval '1 day')::date loop
            part := parent || to_char(day, '_YYYYMMDD');

            if to_regclass(part) is null then
                execute format('create table %I (like %I including defaults including constraints including indexes)',
                    part, parent);
            elsif exists (select from pg_inherits
                          where inhrelid = part::regclass and inhparent = parent::regclass and inhdetachpending) then
                raise exception '% is half detached: periksa migrate finishes it', part;
            elsif exists (select from pg_inherits
                          where inhrelid = part::regclass and inhparent = parent::regclass) then
                continue;
            end if;

            begin
                execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                    parent, part, day, day + 1);
            exception when datatype_mismatch or wrong_object_type or invalid_table_definition or check_violation
                    or unique_violation or insufficient_privilege then
                raise exception 'the table % stands where a day of % belongs and cannot be it (%): move it away',
                    part, parent, sqlerrm;
            end;
        end loop;
    end loop;
end $$;

-- A sandbox begins anew, and it alone: what a database is for is written down once.
create function empty_sandbox(tables text[]) returns void language plpgsql as $$
begin
    if exists (select from deployment where mode = 'production') then
        raise exception 'this is no sandbox: nothing here is emptied';
    end if;

    execute 'truncate ' || (select string_agg(format('%I', name), ', ') from unnest(tables) as t (name));
end $$;

do $$
declare
    acting text;
begin
    -- These write what the hosts' role may not, and must find the tables meant here and no others. PostgreSQL's own
    -- names come first all the same.
    foreach acting in array array['make_days(date, date)', 'empty_sandbox(text[])', 'count_change()', 'carry_posting()']
    loop
        execute format('alter function %s security definer set search_path = %I, pg_temp',
            acting, current_schema());
    end loop;
end $$;
