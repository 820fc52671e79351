-- What routes had to do with inquiries, in the usual case: the same as questions.sql for rows of which none can be there
-- already. It fails if one is, and costs half as much.
insert into provider_questions (day, inquiry, route, place, kind, partner, bank_code, skipped, asked_at, heard_at,
                                outcome, price, saved, age, agrees, quality, suspected, handle, handle_until)
select day, inquiry, route, place, kind, partner, bank_code, skipped, asked_at, heard_at, outcome, price, saved, age,
       agrees, quality, suspected, handle, handle_until
from unnest($1::date[], $2::uuid[], $3::text[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::timestamptz[], $10::timestamptz[], $11::text[], $12::bigint[], $13::bigint[], $14::interval[],
            $15::boolean[], $16::boolean[], $17::text[], $18::boolean[], $19::text[], $20::timestamptz[])
     as t (day, inquiry, route, place, kind, partner, bank_code, skipped, asked_at, heard_at, outcome, price, saved, age,
           agrees, is_sure, quality, suspected, handle, handle_until)
order by day, inquiry, route
