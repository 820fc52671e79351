-- Transfers as their partners name them: by a reference, by our id, or by the key of a day; of each question two of the three are null.
-- Only those whose callers promised keys: their references are their partner's for good, and another's are an account's.
select w.n, %columns%
from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
     as w (n, partner, dialect, credential, reference, transaction_id, key)
cross join lateral (
    select f.*
    from (
        (select 1 as place, * from disbursements
         where partner = w.partner and reference = w.reference and key is not null limit 1)
        union all
        (select 2, * from disbursements
         where transaction_id = w.transaction_id and partner = w.partner and key is not null limit 1)
        union all
        (select 3, * from disbursements
         where dialect = w.dialect and credential = w.credential and key = w.key and key is not null
         order by key_day desc limit 1)
    ) f
    order by f.place
    limit 1) d
