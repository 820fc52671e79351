-- The plain peer's tables: Periksa's own columns and keys, without partitions, which cost it nothing here.
create table credentials (
    username     text primary key,
    partner      text not null,
    api_key_hash bytea not null,
    price        bigint not null
);

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
    price          bigint,
    primary key (day, id)
);

create table invoices (
    id      uuid primary key default gen_random_uuid(),
    partner text not null,
    day     date not null,
    amount  bigint not null,
    lines   integer not null,
    unique (partner, day)
);

create table payers (
    partner_id text primary key,
    token      text not null,
    account    text not null
);

create table disbursements (
    id             uuid primary key,
    transaction_id text not null unique,
    partner        text not null,
    dialect        text not null,
    credential     text not null,
    account        text not null,
    reference      text not null,
    bank_code      text not null,
    account_number text not null,
    holder_name    text,
    net            bigint not null,
    fee            bigint not null,
    fee_name       text not null,
    balance_after  bigint not null,
    notes          text,
    posted_at      timestamptz not null,
    status         text not null,
    processed_at   timestamptz,
    failure_code   text,
    failure_reason text,
    unique (reference, account)
);

insert into credentials values ('tokomaju', 'toko-maju', sha256('sento-sandbox-tokomaju-7Qm2'), 100000);

insert into credentials
select 'partner-' || n, 'partner-' || n, sha256(convert_to('bench-key-' || n, 'UTF8')), 100000
from generate_series(1, 64) n;

insert into payers values
    ('b3ed7d4b-a96c-6c08-b3c7-12c3124242d9', 'plain-token-of-toko-maju', '01JZ0T0K0MAJ0000000000000A');

create table bills (
    id               uuid primary key default gen_random_uuid(),
    hash             text not null unique default substr(md5(random()::text), 1, 12),
    biller           text not null default 'toko-maju',
    va_number        text not null,
    type             text not null,
    name             text not null,
    customer_name    text not null,
    customer_email   text,
    customer_phone   text,
    customer_address text,
    total            bigint not null,
    paid             bigint not null default 0,
    description      text,
    ext_description  text,
    due_at           timestamptz,
    valid_until      timestamptz,
    invoice_number   text,
    created_at       timestamptz not null default now(),
    voided_at        timestamptz,
    components       jsonb not null default '[]'
);

create index on bills (va_number);
create index on bills (biller, id);
create unique index on bills (biller, invoice_number) where invoice_number is not null;

create table bill_inquiries (
    day            date not null,
    at             timestamptz not null,
    channel        text not null,
    va_number      text not null,
    ref_id         text not null,
    terminal_id    text,
    transaction_at timestamptz not null
);
