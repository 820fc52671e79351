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

insert into credentials values ('tokomaju', 'toko-maju', sha256('sento-sandbox-tokomaju-7Qm2'), 100000);

insert into credentials
select 'partner-' || n, 'partner-' || n, sha256(convert_to('bench-key-' || n, 'UTF8')), 100000
from generate_series(1, 64) n;
