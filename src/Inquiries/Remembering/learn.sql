-- What providers have answered, each account once. What was asked for later counts, in whatever order answers come; and what was
-- asked for before an account was forgotten comes too late. What is of a time to come was learned before a sandbox's clock went
-- back, and counts no more. An answer that is not kept only takes the place of one that is there. The limit
-- is find.sql's.
with input as (
    select *
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
                $9::boolean[])
         as t (bank_code, account_number, outcome, absence, holder_name, connector, asked_at, learned_at, is_kept)
)
insert into remembered_answers as r
    (bank_code, account_number, outcome, absence, holder_name, connector, asked_at, learned_at)
select bank_code, account_number, outcome, absence, holder_name, connector, asked_at, learned_at
from input i
left join lateral (
    select true as is_there from remembered_answers o
    where o.bank_code = i.bank_code and o.account_number = i.account_number
    limit 1
) o on true
where is_kept or is_there
order by bank_code, account_number
on conflict (bank_code, account_number) do update
set outcome = excluded.outcome, absence = excluded.absence, holder_name = excluded.holder_name, connector = excluded.connector,
    asked_at = excluded.asked_at, learned_at = excluded.learned_at
where excluded.asked_at > r.asked_at or r.asked_at > clock_now() + interval '1 minute'
