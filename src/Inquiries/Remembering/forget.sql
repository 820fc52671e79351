-- Forgets what is remembered of accounts. Hosts' clocks, which say when a question was asked, may be two seconds ahead: what was
-- asked in the three seconds after is not learned either. One row, with how many accounts were remembered.
with known as (
    select r.bank_code, r.account_number
    from unnest($1::text[], $2::text[]) as g (bank_code, account_number)
    cross join lateral (
        select * from remembered_answers where bank_code = g.bank_code and account_number = g.account_number limit 1
    ) r
    where r.outcome <> 'forgotten'
),
forgotten as (
    insert into remembered_answers as r (bank_code, account_number, outcome, asked_at, learned_at)
    select distinct bank_code, account_number, 'forgotten', clock_now() + interval '3 seconds', clock_now()
    from unnest($1::text[], $2::text[]) as g (bank_code, account_number)
    order by bank_code, account_number
    on conflict (bank_code, account_number) do update
    set outcome = 'forgotten', absence = null, holder_name = null, connector = null,
        asked_at = excluded.asked_at, learned_at = excluded.learned_at
)
select count(distinct (bank_code, account_number))::int from known
