-- min_compatible: 8
-- transaction: none
-- A channel's reference is its payment's for one day of the channel's own clock, beside the old key that knew no day (016 drops
-- that). Then what reconciliation and imports look things up by.

-- Reversals that found no payment. One that comes within 48 hours is refused.
create table if not exists reversal_marks (
    channel   text not null,
    ref_id    text not null,
    va_number text not null check (va_number ~ '^[0-9]{16}$'),
    at        timestamptz not null,
    primary key (channel, ref_id, va_number)
);

create index if not exists reversal_marks_by_time on reversal_marks (at);

-- Whose bill it is; null in rows of builds before this file, which say it by their bill alone.
alter table bill_payments add column if not exists biller text;

-- When a file brought it; null where none did.
alter table bills add column if not exists imported_at timestamptz;

alter table bill_imports add column if not exists unchanged integer;

-- Its version, a slash, and the number of its newest schema file. A build before this file writes none, and leaves one standing that a
-- later build has written under the same name: hence the version.
alter table hosts add column if not exists build text;

create unique index concurrently if not exists reference_once_a_day on bill_payments (channel, ref_id, day_of(transaction_at));

create index concurrently if not exists bill_payments_taken on bill_payments (biller, at, id);

create index concurrently if not exists bill_payments_given_back on bill_payments (biller, reversed_at, id) where reversed_at is not null;

create index concurrently if not exists bill_payments_unnamed_taken on bill_payments (at, id) where biller is null;

create index concurrently if not exists bill_payments_unnamed_given_back on bill_payments (reversed_at, id)
    where biller is null and reversed_at is not null;
