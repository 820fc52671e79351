-- Disbursements: money that partners send, where it is, and every step it took.

-- Postings come in groups. A balance is carried once a statement and not once a posting, and a movement must sum to zero
-- within the statement that writes it, so that nothing is left to be found out at commit.
drop trigger carry_posting on postings;
drop trigger check_movement on postings;

create or replace function carry_posting() returns trigger language plpgsql as $$
declare
    wrong bigint;
begin
    select movement into wrong from added group by movement having sum(amount) <> 0 limit 1;
    if found then
        raise exception 'the postings of movement % do not sum to zero', wrong;
    end if;

    update ledger_accounts a
    set balance = a.balance + s.amount
    from (select account, sum(amount)::bigint as amount from added group by account) s
    where a.id = s.account and s.amount <> 0;
    return null;
end $$;

drop function check_movement();

create trigger carry_posting after insert on postings
    referencing new table as added for each statement execute function carry_posting();

-- Who may send, from where, and at what price -------------------------------------------------------------------------

alter table credentials add client_id text;  -- the second name, where a dialect has two

create table paying_accounts (
    id      text primary key check (id ~ '^[0-9A-Za-z_-]{1,50}$'),
    partner text not null references partners (id)
);

-- An account stands in the books from its first day on.
create function open_paying_account() returns trigger language plpgsql as $$
begin
    insert into ledger_accounts (owner, purpose, may_be_negative)
    values (new.partner, 'disbursement:' || new.id, false),
           ('house', 'paid-out:' || new.id, true),
           ('house', 'transfer-fees:' || new.id, true)
    on conflict do nothing;
    return null;
end $$;

create trigger open_paying_account after insert on paying_accounts
    for each row execute function open_paying_account();

-- For an operator who has seen money come in. The same reference moves it once, and is refused for anything else; returns the
-- balance after, in sen.
create function top_up_account(account text, amount bigint, reference text, now timestamptz default clock_now())
returns bigint language plpgsql as $$
declare
    gaining bigint;
    outside bigint;
    moved   bigint;
begin
    if amount <= 0 then
        raise exception 'a top-up of % sen moves nothing in', amount;
    end if;

    insert into ledger_accounts (owner, purpose, may_be_negative) values ('house', 'outside', true)
    on conflict do nothing;
    select id into outside from ledger_accounts where owner = 'house' and purpose = 'outside';
    select a.id into gaining
    from paying_accounts p join ledger_accounts a on a.owner = p.partner and a.purpose = 'disbursement:' || p.id
    where p.id = account;
    if gaining is null then
        raise exception 'there is no paying account %', account;
    end if;

    -- In the order of their ids, as everybody who moves money locks them.
    perform 1 from ledger_accounts where id in (outside, gaining) order by id for update;
    insert into movements (cause, reference, at) values ('top-up', reference, now)
    on conflict do nothing returning id into moved;
    if moved is not null then
        insert into postings (movement, account, amount)
        values (moved, outside, -amount), (moved, gaining, amount);
    elsif not exists (
        select from movements m join postings p on p.movement = m.id
        where m.cause = 'top-up' and m.reference = top_up_account.reference
          and p.account = gaining and p.amount = top_up_account.amount
    ) then
        raise exception 'the reference % has moved another amount, or to another account: use one of its own', reference;
    end if;

    return (select balance from ledger_accounts where id = gaining);
end $$;

create table fee_rules (
    partner           text not null references partners (id),
    dialect           text not null,
    from_at           timestamptz not null,
    name              text not null,
    flat              bigint not null default 0 check (flat >= 0),        -- sen
    parts_per_million integer not null default 0 check (parts_per_million between 0 and 1000000),
    floor             bigint not null default 0 check (floor >= 0),       -- sen, of the part
    ceiling           bigint check (ceiling >= floor),                    -- sen, of the part; null: no bound
    primary key (partner, dialect, from_at)
);

create trigger count_change after insert or update or delete or truncate on paying_accounts
    for each statement execute function count_change();
create trigger count_change after insert or update or delete or truncate on fee_rules
    for each statement execute function count_change();

-- Disbursements -------------------------------------------------------------------------------------------------------

create table disbursements (
    id             uuid primary key,
    transaction_id text not null constraint transaction_id_once unique,
    partner        text not null references partners (id),
    dialect        text not null,
    credential     text not null,        -- who asked for it, and is told how it ended
    account        text not null references paying_accounts (id),
    reference      text not null,
    bank_code      text not null,
    account_number text not null,
    holder_name    text,
    net            bigint not null check (net > 0),
    fee            bigint not null check (fee >= 0),
    fee_name       text not null,
    balance_after  bigint not null,
    notes          text,
    posted_at      timestamptz not null,
    status         text not null check (status in ('00', '01', '02', '03', '04', '05', '06')),  -- as callers know it
    processed_at   timestamptz,
    failure_code   text,
    failure_reason text,
    constraint reference_once unique (account, reference),
    check ((processed_at is null) = (status in ('01', '02', '03'))),
    check ((failure_code is not null) = (status = '06')),
    check ((failure_code is null) = (failure_reason is null))
) with (fillfactor = 80);                -- a status changes twice, and each time moves no index entry

create table disbursement_steps (
    disbursement uuid not null references disbursements (id),
    status       text not null,
    at           timestamptz not null,
    reason       text not null,
    primary key (disbursement, status)   -- no status is reached twice
);

create trigger refuse_change before update or delete on disbursement_steps
    for each row execute function refuse_change();

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% are facts: correct them with another', tg_table_name;
end $$;

-- What is still to be done, and nothing else. Small, so it is vacuumed often, as the callbacks' queue is.
create table open_payouts (
    id           uuid primary key references disbursements (id),
    bank_code    text not null,
    due_at       timestamptz not null,       -- in the clock's time
    leased_until timestamptz,                -- in real time: a host is at it until then
    claims       integer not null default 0  -- how often it was taken; zero alone allows its taker to send it unasked
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000);

create index open_payouts_fresh on open_payouts (due_at) where claims = 0;
create index open_payouts_sent on open_payouts (due_at) where claims > 0;

-- A callback may be about an inquiry or about a disbursement.
alter table callback_messages rename column inquiry to subject;
alter table callback_ended rename column inquiry to subject;

drop view callbacks;
create view callbacks as
    select id, dialect, credential, subject, 'waiting' as state, created_at, due_at, null::timestamptz as ended_at,
           attempts, body
    from callback_messages
    union all
    select id, dialect, credential, subject, state, created_at, null, ended_at, attempts, body
    from callback_ended;

create or replace function redeliver_callback(message bigint, now timestamptz default clock_now()) returns boolean
language sql as $$
    with taken as (
        delete from callback_ended where id = message returning *
    ),
    again as (
        insert into callback_messages (id, dialect, credential, subject, body, created_at, due_at, attempts)
        select id, dialect, credential, subject, body, created_at, now, attempts from taken
        returning id
    ),
    sooner as (
        update callback_messages set due_at = least(due_at, now) where id = message returning id
    )
    select exists (select from again) or exists (select from sooner)
$$;

create or replace function redeliver_parked_callbacks(
    of_dialect text, of_credential text, now timestamptz default clock_now())
returns bigint language sql as $$
    with taken as (
        delete from callback_ended
        where dialect = of_dialect and credential = of_credential and state = 'parked'
        returning *
    ),
    again as (
        insert into callback_messages (id, dialect, credential, subject, body, created_at, due_at, attempts)
        select id, dialect, credential, subject, body, created_at, now, attempts from taken order by id
        returning 1
    )
    select count(*) from again
$$;

-- The sandbox's bank --------------------------------------------------------------------------------------------------

create table sandbox_payouts (
    id             uuid primary key,         -- the order's
    accepted_at    timestamptz not null,     -- in real time
    settled_after  interval,                 -- null: never
    holder_name    text,
    failure_code   text,                     -- null: it is paid
    failure_reason text,
    times_sent     integer not null default 1
);
