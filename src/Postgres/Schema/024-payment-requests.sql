-- min_compatible: 8
-- transaction: none
-- Payments that a bank knows by a request id of its own, which is a key for good and may pay several bills; and the ways in which banks
-- differ that send them. What stands against several payments of one reference and day is dropped in 025.

-- What became of each. A request that was not decided has left nothing.
create table if not exists payment_requests (
    request_id     text not null,
    bank           text not null,            -- the partner: the ids are its own, whichever of its channels brings them
    channel        text not null,            -- the caller, dialect:name, so that no other dialect's channel is called so
    id             uuid not null unique,     -- what its day keys hold
    day            date not null,            -- the day and the key of the first that came
    external_id    text not null,
    va_number      text not null,
    amount         bigint not null,
    currency       text not null,
    bills          text[] not null,          -- the names of those that were named, sorted; none for whichever fits
    bank_reference text,
    outcome        text not null check (outcome in ('paid', 'not_found', 'already_paid', 'expired', 'does_not_fit')),
    at             timestamptz not null,
    primary key (request_id, bank)
);

create or replace trigger refuse_change before update or delete on payment_requests for each row execute function refuse_change();
create or replace trigger refuse_truncate before truncate on payment_requests
    for each statement execute function refuse_in_production();

-- The request that it belongs to; null for a payment that a channel's reference names.
alter table bill_payments add column if not exists request uuid;

-- Who may ask what is owed on virtual accounts and say that it was paid; and how it hears of refusals, of what has expired, and of what
-- it has sent before to the letter.
alter table credentials
    add column if not exists is_bank boolean not null default false,
    add column if not exists va_refusal text not null default 'full'
        constraint va_refusal_is_known check (va_refusal in ('full', 'bare')),
    add column if not exists va_expired text not null default '4042419'
        constraint va_expired_is_known check (va_expired in ('4042419', '4032400')),
    add column if not exists va_repeat text not null default 'inconsistent'
        constraint va_repeat_is_known check (va_repeat in ('inconsistent', 'replay'));

create unique index concurrently if not exists reference_once_unrequested on bill_payments (ref_id, channel, day_of(transaction_at))
    where request is null;

create index concurrently if not exists bill_payments_requested on bill_payments (request) where request is not null;
