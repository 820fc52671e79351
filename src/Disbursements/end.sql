-- How disbursements ended, those that could still end so: their last steps, their money back where it was not paid, and what
-- their callers are to be told, all at once.
with given as (
    select *
    from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::bytea[], $16::int[])
         as t (id, status, possible, at, reason, holder_name, failure_code, failure_reason, credential, callback, claim)
),
-- Hosts' clocks differ a little, and no step lies before the one it follows.
input as (
    select id, status, possible,
           greatest(at, (select max(s.at) from disbursement_steps s where s.disbursement = given.id)) as at,
           reason, holder_name, failure_code, failure_reason, credential, callback, claim
    from given
),
ended as (
    update disbursements d
    set status = i.status, processed_at = i.at, holder_name = i.holder_name,
        failure_code = i.failure_code, failure_reason = i.failure_reason
    from input i
    where d.id = i.id and d.status = any (string_to_array(i.possible, ','))
      -- A no counts as long as nobody else has taken it since: another may have sent it again.
      and (i.claim is null or exists (select from open_payouts o where o.id = i.id and o.claims = i.claim))
    returning d.id, d.dialect
),
closed as (
    delete from open_payouts o using ended where o.id = ended.id returning o.id, o.miss_paid
),
stepped as (
    insert into disbursement_steps (disbursement, status, at, reason)
    select id, status, at, reason from input join ended using (id)
),
posted as (
    -- Drawn by whoever holds the disbursement's row, so the ids of its messages have the order of its steps. Due at once, though
    -- this host's clock be ahead: what is told of it later waits for this.
    insert into callback_messages (dialect, credential, subject, ordering_key, body, created_at, due_at)
    select ended.dialect, i.credential, i.id, i.id, i.callback, i.at, least(i.at, clock_now())
    from input i join ended using (id)
    where i.callback is not null
    order by i.id
),
moved as (
    insert into movements (cause, reference, at)
    select $11, i.id::text, i.at
    from input i join ended using (id)
    where i.id = any ($12::uuid[])
    order by i.id
    returning id, reference
),
refunded as (
    insert into postings (movement, account, amount)
    select m.id, a.id, p.amount
    from unnest($12::uuid[], $13::text[], $14::text[], $15::bigint[]) as p (id, owner, purpose, amount)
    join moved m on m.reference = p.id::text
    join ledger_accounts a on a.owner = p.owner and a.purpose = p.purpose
)
select id, miss_paid from ended left join closed using (id)
