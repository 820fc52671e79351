-- What hosts remember (partners, credentials, prices) is watched by one number: a host reads it twice a second and
-- reads everything anew when it has changed. Triggers count it up, so that a change made by hand counts too.

-- Each table counts for itself: somebody's long transaction on one of them must not hold up payments on another.
create table changes (
    topic  text primary key,
    number bigint not null
);

create function count_change() returns trigger language plpgsql as $$
begin
    insert into changes (topic, number) values (tg_table_name, 1)
    on conflict (topic) do update set number = changes.number + 1;
    return null;
end $$;

-- What this database is for; stamped at the first start. A sandbox's reset must never meet a production's books.
create table deployment (
    only_row boolean primary key default true check (only_row),
    mode     text not null check (mode in ('sandbox', 'production'))
);

-- Partners ------------------------------------------------------------------------------------------------------------

create table partners (
    id              text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name            text not null,
    active          boolean not null default true,
    rate_per_second integer default 50 check (rate_per_second between 1 and 1000000),  -- null: no limit
    rate_burst      integer default 100 check (rate_burst between 1 and 1000000),
    miss_budget     integer default 50 check (miss_budget between 1 and 1000000),      -- null: no limit
    check ((rate_per_second is null) = (rate_burst is null))
);

create table credentials (
    dialect      text not null,
    name         text not null,                              -- what the caller says it is called
    partner      text not null references partners (id),
    api_key_hash bytea check (octet_length(api_key_hash) = 32), -- SHA-256
    addresses    cidr[] not null default '{}',               -- where it may call from; empty: anywhere
    primary key (dialect, name)
);

create table prices (
    partner text not null references partners (id),
    dialect text not null,
    from_at timestamptz not null,
    amount  bigint not null check (amount >= 0),             -- sen: hundredths of a rupiah, as everywhere
    primary key (partner, dialect, from_at)
);

create trigger count_change after insert or update or delete or truncate on partners
    for each statement execute function count_change();
create trigger count_change after insert or update or delete or truncate on credentials
    for each statement execute function count_change();
create trigger count_change after insert or update or delete or truncate on prices
    for each statement execute function count_change();

-- A miss budget is a token bucket: so many "not found" answers in store, one more a minute, in real time.
create table miss_budgets (
    partner  text primary key,
    left_now double precision not null,  -- as of learned_at
    admitted integer not null,           -- how many misses the latest group was allowed
    learned_at timestamptz not null
);

-- The ledger ----------------------------------------------------------------------------------------------------------

create table ledger_accounts (
    id               bigint generated always as identity primary key,
    owner            text not null,
    purpose          text not null,
    may_be_negative  boolean not null,
    balance          bigint not null default 0,
    unique (owner, purpose),
    constraint balance_covers check (balance >= 0 or may_be_negative)
);

create table movements (
    id        bigint generated always as identity primary key,
    cause     text not null,
    reference text not null,
    at        timestamptz not null,
    unique (cause, reference)            -- nothing moves money twice
);

create table postings (
    movement bigint not null references movements (id),
    account  bigint not null references ledger_accounts (id),
    amount   bigint not null check (amount <> 0),
    primary key (movement, account)
);

create index on postings (account);

-- A balance is what its postings sum to; nobody else writes it.
create function carry_posting() returns trigger language plpgsql as $$
begin
    update ledger_accounts set balance = balance + new.amount where id = new.account;
    return null;
end $$;

create trigger carry_posting after insert on postings for each row execute function carry_posting();

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'postings are facts: correct them with another movement';
end $$;

create trigger refuse_change before update or delete on postings for each row execute function refuse_change();

create function check_movement() returns trigger language plpgsql as $$
begin
    if (select coalesce(sum(amount), 0) from postings where movement = new.movement) <> 0 then
        raise exception 'the postings of movement % do not sum to zero', new.movement;
    end if;
    return null;
end $$;

create constraint trigger check_movement after insert on postings
    deferrable initially deferred for each row execute function check_movement();

-- Invoices ------------------------------------------------------------------------------------------------------------

create table invoices (
    id               uuid primary key default gen_random_uuid(),
    partner          text not null references partners (id),
    day              date not null,       -- WIB
    amount           bigint not null,
    lines            integer not null,
    payment_began_at timestamptz,         -- from then on it takes no more lines
    paid_at          timestamptz,
    unique (partner, day),
    check (paid_at is null or payment_began_at is not null)
);

create index invoices_unpaid on invoices (partner, day) where paid_at is null;
create index invoices_under_way on invoices (partner) where payment_began_at is not null and paid_at is null;

-- Only a payment names this column: the journal, which adds lines a thousand times a second, does not fire it.
create trigger count_change after update of paid_at on invoices
    for each statement execute function count_change();

create table daily_payments (
    day         date primary key,         -- the WIB day of the run
    finished_at timestamptz not null
);

-- Inquiries, and what they use up, by day -------------------------------------------------------------------------------

create table inquiries (
    day            date not null,
    id             uuid not null,
    at             timestamptz not null,
    dialect        text not null,
    partner        text not null,
    bank_code      text not null,
    account_number text not null,
    outcome        text not null,
    holder_name    text,
    price          bigint,                -- null: not billed; else a line of the partner's invoice of the day
    primary key (day, id)
) partition by range (day);

create table day_keys (
    day     date not null,
    caller  text not null,
    key     text not null,
    inquiry uuid not null,
    primary key (day, caller, key)
) partition by range (day);

create table once_references (
    caller    text not null,
    reference text not null,
    inquiry   uuid not null,
    primary key (caller, reference)
);

-- Create and attach: "create table … partition of" would lock every writer out of the parent.
create function make_days(first_day date, last_day date) returns void language plpgsql as $$
declare
    parent text;
    part   text;
    day    date;
begin
    perform pg_advisory_xact_lock(hashtext('periksa'), hashtext('make_days'));

    foreach parent in array array['inquiries', 'day_keys'] loop
        for day in select generate_series(first_day, last_day, interval '1 day')::date loop
            part := parent || to_char(day, '_YYYYMMDD');
            continue when to_regclass(part) is not null;

            execute format('create table %I (like %I including defaults including constraints including indexes)',
                part, parent);
            execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                parent, part, day, day + 1);
        end loop;
    end loop;
end $$;

-- Called by a statement that finds an invoice closed, so that the whole group is taken back.
create function refuse_closed_invoice() returns uuid language plpgsql as $$
begin
    raise exception using errcode = 'PK001', message = 'the invoice is being paid and takes no more lines';
end $$;

-- The sandbox ---------------------------------------------------------------------------------------------------------

create table sandbox_clock (
    only_row       boolean primary key default true check (only_row),
    offset_seconds bigint not null check (offset_seconds >= 0)
);

insert into sandbox_clock (offset_seconds) values (0);

create table sandbox_accounts (
    bank_code   text not null,
    number      text not null,
    holder_name text not null,
    status      text not null check (status in ('active', 'closed', 'dormant')),
    primary key (bank_code, number)
);

create trigger count_change after insert or update or delete or truncate on sandbox_clock
    for each statement execute function count_change();
create trigger count_change after insert or update or delete or truncate on sandbox_accounts
    for each statement execute function count_change();
