-- Debits that have been decided on, written in one statement under the accounts' locks: the movements with their postings,
-- the disbursements with whom each is given to, their first steps, and what is to be done about them.
with input as (
    select *
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::bigint[], $11::bigint[], $12::text[], $13::bigint[], $14::text[], $15::timestamptz[],
                $21::interval[], $22::text[], $23::text[], $24::date[], $25::text[], $26::text[], $27::text[])
         with ordinality
         as t (id, partner, dialect, credential, account, reference, bank_code, account_number,
               holder_name, net, fee, fee_name, balance_after, notes, at, pause, transaction_id, number_as_sent,
               key_day, key, bank_as_sent, connector, n)
),
moved as (
    insert into movements (cause, reference, at)
    select $16, id::text, at from input order by n
    returning id, reference
),
posted as (
    insert into postings (movement, account, amount)
    select m.id, a.id, p.amount
    from unnest($17::uuid[], $18::text[], $19::text[], $20::bigint[]) as p (id, owner, purpose, amount)
    join moved m on m.reference = p.id::text
    join ledger_accounts a on a.owner = p.owner and a.purpose = p.purpose
),
written as (
    insert into disbursements (
        id, transaction_id, partner, dialect, credential, account, reference, bank_code, account_number, holder_name,
        net, fee, fee_name, balance_after, notes, posted_at, status, number_as_sent, key_day, key, bank_as_sent,
        connector)
    select id, transaction_id, partner, dialect, credential, account, reference, bank_code, account_number, holder_name,
           net, fee, fee_name, balance_after, notes, at, '01', number_as_sent, key_day, key, bank_as_sent, connector
    from input order by n
),
begun as (
    insert into disbursement_steps (disbursement, status, at, reason) select id, '01', at, 'debited' from input
)
insert into open_payouts (id, bank_code, due_at) select id, bank_code, at + pause from input
