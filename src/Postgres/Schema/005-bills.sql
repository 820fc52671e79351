-- Bills: what customers owe billers, what channels have taken for it, and what was taken back.

alter table credentials add must_sign boolean not null default false;

-- The first six digits of a virtual account are one biller's: whoever makes the first bill on them has them.
create table va_prefixes (
    prefix text primary key check (prefix ~ '^[0-9]{6}$'),
    biller text not null references partners (id)
);

create table bills (
    id              uuid primary key,
    hash            text not null constraint hash_once unique check (hash ~ '^[0-9A-Za-z_-]{1,64}$'),
    biller          text not null,
    va_number       text not null check (va_number ~ '^[0-9]{16}$'),
    type            text not null check (type in ('open', 'close', 'partial')),
    name            text not null,
    customer_name   text not null,
    customer_email  text,
    customer_phone  text,
    customer_address text,
    total           bigint not null check (total > 0),
    paid            bigint not null default 0 check (paid >= 0),
    description     text,
    ext_description text,
    due_at          timestamptz,
    valid_until     timestamptz,
    invoice_number  text,
    created_at      timestamptz not null,
    voided_at       timestamptz,
    components      jsonb not null,          -- lines that never change
    constraint never_overpaid check (paid <= total or type = 'open')
) with (fillfactor = 90);                    -- a payment moves no index entry

create index bills_on on bills (va_number);
create index bills_of on bills (biller, id);
create unique index invoice_number_once on bills (biller, invoice_number) where invoice_number is not null;

create table bill_payments (
    id             uuid primary key,
    bill           uuid not null references bills (id),
    channel        text not null,
    ref_id         text not null,
    amount         bigint not null check (amount > 0),
    terminal_id    text,
    transaction_at timestamptz not null,
    customer_name  text,
    paid_after     bigint not null,
    at             timestamptz not null,
    reversed_at    timestamptz,
    constraint ref_once unique (channel, ref_id)
);

create index on bill_payments (bill);

-- A payment is a fact; that it was taken back is another, and is told once.
create function keep_payment() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.reversed_at is null
       and to_jsonb(new) - 'reversed_at' = to_jsonb(old) - 'reversed_at' then
        return new;
    end if;
    raise exception 'bill_payments are facts: take one back instead';
end $$;

create trigger keep_payment before update or delete on bill_payments for each row execute function keep_payment();

-- The same file makes no bill twice.
create table bill_imports (
    biller text not null,
    digest bytea not null check (octet_length(digest) = 32),
    made   integer not null,
    at     timestamptz not null,
    primary key (biller, digest)
);

-- What channels asked, by day as inquiries are.
create table bill_inquiries (
    day            date not null,
    at             timestamptz not null,
    channel        text not null,
    va_number      text not null,
    ref_id         text not null,
    terminal_id    text,
    transaction_at timestamptz not null
) partition by range (day);

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
            continue when to_regclass(part) is not null;

            execute format('create table %I (like %I including defaults including constraints including indexes)',
                part, parent);
            execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                parent, part, day, day + 1);
        end loop;
    end loop;
end $$;

-- The sandbox's virtual accounts are bills like any other now.
drop table sandbox_bills;
