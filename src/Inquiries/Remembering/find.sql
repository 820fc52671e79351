-- What is remembered of the accounts that several callers ask about at once; one row for each, in no order. The limit keeps a plan
-- that was made for an almost empty table from reading all of one that has grown.
select w.n, a.outcome, a.absence, a.holder_name, a.connector, a.asked_at, a.learned_at
from unnest($1::int[], $2::text[], $3::text[]) as w (n, bank_code, account_number)
cross join lateral (
    select * from remembered_answers
    where bank_code = w.bank_code and account_number = w.account_number
    limit 1
) a
where a.outcome <> 'forgotten'
