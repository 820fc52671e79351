-- min_compatible: 8
-- Facts that refuse change, whoever asks, and days that are sealed once they are over.

-- Ids name their moment -----------------------------------------------------------------------------------------------

-- The Unix milliseconds in an id.
create function id_time(id uuid) returns bigint language sql immutable parallel safe
return ('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint;

create function milliseconds(at timestamptz) returns bigint language sql immutable parallel safe
return floor(extract(epoch from at) * 1000)::bigint;

create function microseconds(at timestamptz) returns bigint language sql immutable parallel safe
return (extract(epoch from at) * 1000000)::bigint;

-- The day that a moment lies in, and the moment at which a day begins, WIB.
create function day_of(at timestamptz) returns date language sql immutable parallel safe
return (at at time zone interval '7 hours')::date;

create function begin_of(day date) returns timestamptz language sql immutable parallel safe
return day::timestamp at time zone interval '7 hours';

-- No id of this day is less, and every id of the day before is.
create function first_id(day date) returns uuid language sql immutable parallel safe
return rpad(lpad(to_hex(milliseconds(begin_of(day))), 12, '0'), 32, '0')::uuid;

-- The days whose inquiries are kept, with the keys that they used up.
create view kept_days as
    select to_date(right(c.relname, 8), 'YYYYMMDD') as day
    from pg_inherits h join pg_class c on c.oid = h.inhrelid
    where h.inhparent in ('inquiries'::regclass, 'day_keys'::regclass) and not h.inhdetachpending
    group by 1
    having count(*) = 2;

-- The days whose keys an inquiry of this day may hold. A key is of the day of its caller's stamp, which is the day before or after at
-- most; but a sandbox's clock may be years ahead, and its callers may stamp by their own.
create function key_days(day date) returns daterange language sql stable as $$
    select case when exists (select from deployment where mode = 'production')
                then daterange(key_days.day - 1, key_days.day + 2) else daterange('-infinity', 'infinity') end
$$;

-- Who was to be called back -------------------------------------------------------------------------------------------

-- An endpoint is told of what has become final since it was registered, in the clock's time.
alter table callback_endpoints add since timestamptz not null default clock_now();

-- Up to when callbacks, references and days of inquiries have been forgotten: before that nobody can say whether there were any.
create table forgotten (
    what   text primary key check (what in ('callbacks', 'references', 'inquiries')),
    before timestamptz not null
);

create function note_forgotten(of_what text, up_to timestamptz) returns void language sql as $$
    insert into forgotten as f (what, before) values (of_what, up_to)
    on conflict (what) do update set before = greatest(f.before, excluded.before)
$$;

create or replace function forget_callbacks(before timestamptz) returns bigint language sql as $$
    select note_forgotten('callbacks', before);

    with gone as (
        delete from callback_ended where ended_at < forget_callbacks.before and state = 'delivered' returning id
    ),
    attempts as (
        delete from callback_attempts a using gone g where a.message = g.id
    )
    select count(*) from gone
$$;

create or replace function forget_parked_callbacks(before timestamptz) returns bigint language sql as $$
    select note_forgotten('callbacks', before);

    with gone as (
        delete from callback_ended where ended_at < forget_parked_callbacks.before and state = 'parked' returning id
    ),
    attempts as (
        delete from callback_attempts a using gone g where a.message = g.id
    )
    select count(*) from gone
$$;

-- Facts ---------------------------------------------------------------------------------------------------------------

alter table invoices add constraint amount_not_negative check (amount >= 0) not valid;
alter table invoices add constraint lines_not_negative check (lines >= 0) not valid;
alter table inquiries add constraint price_not_negative check (price >= 0) not valid;

create trigger refuse_change before update or delete on movements for each row execute function refuse_change();
create trigger refuse_change before update or delete on inquiries for each row execute function refuse_change();
create trigger refuse_delete before delete on invoices for each row execute function refuse_change();
create trigger refuse_delete before delete on disbursements for each row execute function refuse_change();
create trigger refuse_delete before delete on bills for each row execute function refuse_change();

create trigger refuse_change before update on invoices
    for each row when (old.paid_at is not null) execute function refuse_change();

-- What the caller asked for, and what it was debited. Whose account it went to is known by the time it ends.
create trigger refuse_change
    before update of id, transaction_id, partner, dialect, credential, account, reference, bank_code, account_number,
                     holder_name, net, fee, fee_name, balance_after, notes, posted_at on disbursements
    for each row when (
        (old.id, old.transaction_id, old.partner, old.dialect, old.credential, old.account, old.reference, old.bank_code,
         old.account_number, old.net, old.fee, old.fee_name, old.balance_after, old.notes, old.posted_at)
        is distinct from
        (new.id, new.transaction_id, new.partner, new.dialect, new.credential, new.account, new.reference, new.bank_code,
         new.account_number, new.net, new.fee, new.fee_name, new.balance_after, new.notes, new.posted_at)
        or (old.processed_at is not null and old.holder_name is distinct from new.holder_name))
    execute function refuse_change();

create trigger refuse_change
    before update of id, hash, biller, va_number, type, total, created_at, components on bills
    for each row when (
        (old.id, old.hash, old.biller, old.va_number, old.type, old.total, old.created_at, old.components)
        is distinct from
        (new.id, new.hash, new.biller, new.va_number, new.type, new.total, new.created_at, new.components))
    execute function refuse_change();

-- What a database is for is said once.
create trigger refuse_change before update or delete on deployment for each row execute function refuse_change();

-- Only a sandbox begins anew.
create function refuse_in_production() returns trigger language plpgsql as $$
begin
    if exists (select from deployment where mode = 'production') then
        raise exception '% are facts: only a sandbox begins anew', tg_table_name;
    end if;
    return old;
end $$;

create trigger refuse_truncate before truncate on deployment for each statement execute function refuse_change();
create trigger refuse_truncate before truncate on movements for each statement execute function refuse_in_production();
create trigger refuse_truncate before truncate on postings for each statement execute function refuse_in_production();
create trigger refuse_truncate before truncate on invoices for each statement execute function refuse_in_production();
create trigger refuse_truncate before truncate on inquiries for each statement execute function refuse_in_production();
create trigger refuse_truncate before truncate on day_keys for each statement execute function refuse_in_production();
create trigger refuse_truncate before truncate on once_references for each statement execute function refuse_in_production();
create trigger refuse_truncate before truncate on disbursements for each statement execute function refuse_in_production();
create trigger refuse_truncate before truncate on disbursement_steps for each statement execute function refuse_in_production();
create trigger refuse_truncate before truncate on bills for each statement execute function refuse_in_production();
create trigger refuse_truncate before truncate on bill_payments for each statement execute function refuse_in_production();

-- Sealed days ---------------------------------------------------------------------------------------------------------

-- A day that is over, sealed into a chain: its head is a digest of the head before and of what the day was made of.
create table sealed_days (
    day       date primary key,
    head      bytea not null check (octet_length(head) = 32),
    sealed_at timestamptz not null       -- in the clock's time
);

-- What the day was made of: kept when the rows themselves are forgotten.
create table sealed_parts (
    day    date not null references sealed_days (day),
    part   text not null,
    rows   bigint not null check (rows >= 0),
    digest bytea not null check (octet_length(digest) = 32),
    primary key (day, part)
);

-- A sandbox whose clock goes back unseals the days that have not been yet.
create trigger refuse_change before update on sealed_days for each row execute function refuse_change();
create trigger refuse_change before update on sealed_parts for each row execute function refuse_change();
create trigger refuse_delete before delete on sealed_days for each row execute function refuse_in_production();
create trigger refuse_delete before delete on sealed_parts for each row execute function refuse_in_production();
create trigger refuse_truncate before truncate on sealed_days for each statement execute function refuse_in_production();
create trigger refuse_truncate before truncate on sealed_parts for each statement execute function refuse_in_production();
