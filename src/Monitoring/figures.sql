-- What waits, and how the house stands, in one look. Each count walks a queue's own table or a partial index and ends at $1;
-- the oldest is the first by id. $2 is now by the host's clock, $3 its WIB day, $4 how little is little on a deposit, in sen.
select
    (select count(*) from (select from callback_messages limit $1) q),
    (select count(*) from (select from callback_ended where state = 'parked' limit $1) q),
    (select extract(epoch from $2 - created_at)::float8 from callback_messages order by id limit 1),
    (select count(*) from (select from open_inquiries limit $1) q),
    (select extract(epoch from $2 - at)::float8 from open_inquiries order by id limit 1),
    (select count(*) from (select from open_payouts limit $1) q),
    (select count(*) from (select from invoices where paid_at is null and day < $3 limit $1) q),
    (select count(*)
     from partners p
     join ledger_accounts a on a.owner = p.id and a.purpose = 'deposit'
     where p.active and a.balance < $4),
    -- Up to the first day that lacks a table.
    (select coalesce(min(n), 15) - 1
     from generate_series(1, 14) n, unnest(array['inquiries', 'day_keys', 'bill_inquiries', 'provider_questions']) parent
     where to_regclass(parent || to_char($3 + n, '_YYYYMMDD')) is null)::bigint,
    (select differences from proof_results order by id desc limit 1),
    (select extract(epoch from clock_timestamp() - at)::float8 from proof_results order by id desc limit 1)
