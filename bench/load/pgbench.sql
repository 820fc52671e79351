-- The bare peer's table: a day's partition of Periksa's, its columns and its primary key.
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
