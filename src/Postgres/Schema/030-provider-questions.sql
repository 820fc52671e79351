-- min_compatible: 8
-- What each route had to do with each inquiry: whom we asked, what came of it and what it costs, which routes were left
-- out and why, and what was remembered instead of asked.

create table provider_questions (
    day       date not null,                    -- the inquiry's
    inquiry   uuid not null,
    route     text not null,
    place     smallint not null,                -- among the routes that were considered
    kind      text not null check (kind in ('asked', 'hedged', 'shadow', 'skipped', 'remembered', 'shared')),
    partner   text not null,
    bank_code text not null,
    skipped   text check (skipped in ('closed', 'cordoned', 'spent', 'unhealthy', 'busy')),
    asked_at  timestamptz,                      -- in real time, as is the next
    heard_at  timestamptz,
    outcome   text check (outcome in ('found', 'not_found', 'failed', 'pending', 'unclear', 'unreachable', 'busy',
                                      'misconfigured')),
    price     bigint not null check (price >= 0),   -- in sen
    saved     bigint not null check (saved >= 0),
    age       interval,                         -- of what was remembered
    agrees    boolean,                          -- with another's answer, where it was asked to compare
    primary key (day, inquiry, route)
) partition by range (day);

-- What that comes to. Several rows share it, so that hosts and their lanes do not wait for each other.
create table question_counts (
    day        date not null,
    partner    text not null,
    route      text not null,
    slot       smallint not null,
    asked      bigint not null,
    remembered bigint not null,
    paid       bigint not null,
    saved      bigint not null,
    primary key (day, partner, route, slot)
) with (fillfactor = 50);

create function count_questions() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into question_counts as c (day, partner, route, slot, asked, remembered, paid, saved)
        select day, partner, route, pg_backend_pid() % 1000,
               count(*) filter (where kind in ('asked', 'hedged', 'shadow')),
               count(*) filter (where kind in ('remembered', 'shared') and outcome is not null),
               sum(price), sum(saved)
        from fresh
        group by day, partner, route
        order by day, partner, route
        on conflict (day, partner, route, slot) do update
        set asked = c.asked + excluded.asked, remembered = c.remembered + excluded.remembered,
            paid = c.paid + excluded.paid, saved = c.saved + excluded.saved;
    else
        insert into question_counts as c (day, partner, route, slot, asked, remembered, paid, saved)
        select day, partner, route, pg_backend_pid() % 1000,
               coalesce(sum(asked), 0), coalesce(sum(remembered), 0), sum(price), sum(saved)
        from (
            select day, partner, route, price, saved,
                   (kind in ('asked', 'hedged', 'shadow'))::int as asked, (kind in ('remembered', 'shared') and outcome is not null)::int as remembered
            from fresh
            union all
            select day, partner, route, -price, -saved,
                   -(kind in ('asked', 'hedged', 'shadow'))::int, -(kind in ('remembered', 'shared') and outcome is not null)::int
            from stale
        ) as difference
        group by day, partner, route
        having sum(price) <> 0 or sum(saved) <> 0 or sum(asked) <> 0 or sum(remembered) <> 0
        order by day, partner, route
        on conflict (day, partner, route, slot) do update
        set asked = c.asked + excluded.asked, remembered = c.remembered + excluded.remembered,
            paid = c.paid + excluded.paid, saved = c.saved + excluded.saved;
    end if;

    return null;
end $$;

create trigger count_questions after insert on provider_questions
    referencing new table as fresh for each statement execute function count_questions();
create trigger count_changed_questions after update on provider_questions
    referencing old table as stale new table as fresh for each statement execute function count_questions();

-- When a route is not asked: now and until something, or every week, in WIB.
create table route_closures (
    id         bigint generated always as identity primary key,
    route      text not null,
    bank_code  text,                            -- null: for every bank
    from_at    timestamptz not null default clock_timestamp(),
    until_at   timestamptz,                     -- null: until it is taken away
    days       smallint check (days between 1 and 127),     -- of the week, Monday is 1, Tuesday 2, Wednesday 4
    from_time  time,
    until_time time,
    reason     text not null,
    made_by    text not null,
    made_at    timestamptz not null default clock_timestamp(),
    check ((from_time is null) = (until_time is null)),
    check (days is null or from_time is not null)
);

create or replace function make_days(first_day date, last_day date) returns void language plpgsql as $$
declare
    parent text;
    part   text;
    day    date;
begin
    perform pg_advisory_xact_lock(hashtext('periksa'), hashtext('make_days'));

    foreach parent in array array['inquiries', 'day_keys', 'bill_inquiries', 'provider_questions'] loop
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

-- They write what the hosts' role may not, and must find the tables meant here and no others.
do $$
declare
    acting text;
begin
    foreach acting in array array['make_days(date, date)', 'count_questions()'] loop
        execute format('alter function %s security definer set search_path = %I, pg_temp', acting, current_schema());
    end loop;
end $$;
