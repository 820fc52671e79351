-- min_compatible: 8
-- What is forgotten after its time.

-- The WIB day in an inquiry's id, whose first 48 bits are milliseconds since 1970.
create function day_of_id(id uuid) returns date language sql immutable parallel safe
return date '1970-01-01'
    + (((('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint + 25200000) / 86400000)::integer);

-- Forgets what was delivered before a moment, with its attempts. Returns how many messages.
create or replace function forget_callbacks(before timestamptz) returns bigint language sql as $$
    with gone as (
        delete from callback_ended where ended_at < before and state = 'delivered' returning id
    ),
    attempts as (
        delete from callback_attempts a using gone g where a.message = g.id
    )
    select count(*) from gone
$$;

-- The same for what was given up: its receiver was never told, so nobody forgets it by the way.
create function forget_parked_callbacks(before timestamptz) returns bigint language sql as $$
    with gone as (
        delete from callback_ended where ended_at < before and state = 'parked' returning id
    ),
    attempts as (
        delete from callback_attempts a using gone g where a.message = g.id
    )
    select count(*) from gone
$$;
