-- What routes had to do with inquiries. A route stands there once for each inquiry, and a final answer is not
-- overwritten. Asked is asked, whatever became of the inquiry; anything else, and what is only about to be asked,
-- counts where its inquiry is kept, if %kept% says so: looked up one by one, since PostgreSQL would read a whole day for an
-- "exists".
insert into provider_questions as q (day, inquiry, route, place, kind, partner, bank_code, skipped, asked_at, heard_at,
                                     outcome, price, saved, age, agrees, quality, suspected, handle, handle_until)
select day, inquiry, route, place, kind, partner, bank_code, skipped, asked_at, heard_at, outcome, price, saved, age,
       agrees, quality, suspected, handle, handle_until
from unnest($1::date[], $2::uuid[], $3::text[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::timestamptz[], $10::timestamptz[], $11::text[], $12::bigint[], $13::bigint[], $14::interval[],
            $15::boolean[], $16::boolean[], $17::text[], $18::boolean[], $19::text[], $20::timestamptz[])
     as t (day, inquiry, route, place, kind, partner, bank_code, skipped, asked_at, heard_at, outcome, price, saved, age,
           agrees, is_sure, quality, suspected, handle, handle_until)
where is_sure or %kept%
order by day, inquiry, route
on conflict (day, inquiry, route) do update
set kind = excluded.kind,
    skipped = excluded.skipped,
    asked_at = coalesce(q.asked_at, excluded.asked_at),
    heard_at = coalesce(excluded.heard_at, q.heard_at),
    outcome = coalesce(excluded.outcome, q.outcome),
    agrees = coalesce(excluded.agrees, q.agrees),
    saved = excluded.saved,
    age = excluded.age,
    quality = excluded.quality,
    suspected = excluded.suspected,
    handle = excluded.handle,
    handle_until = excluded.handle_until,
    price = case when excluded.outcome is null and q.outcome is not null then q.price else excluded.price end
where q.outcome is null or q.outcome not in ('found', 'not_found')
