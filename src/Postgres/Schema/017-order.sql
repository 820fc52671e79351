-- min_compatible: 8
-- Callbacks about one subject are posted in their order; a biller is told that a payment was taken back.

-- Messages with the same key are posted one at a time, in the order of their ids, which whoever adds one draws while it holds the
-- lock of what the message is about. Null: it is alone, as the one message about an inquiry is. The key of a bill's payments is the
-- bill, that of a disbursement itself.
--
-- Of several messages with one key the first is due at some time. The others may be due never, 'infinity', which is how they wait
-- without being walked past; one that waits so has one before it. When a message goes, next_in_line makes the next one due.
alter table callback_messages add ordering_key uuid;
alter table callback_ended add ordering_key uuid;

-- How many events of a bill its biller was told: the last one's sequence. What builds before this one told is not counted.
alter table bills add events integer not null default 0;

-- From when on it is told what was taken back, in the clock's time. An upgrade goes host by host and is over within a day.
alter table callback_endpoints add reversals_since timestamptz not null default clock_now();
update callback_endpoints set reversals_since = reversals_since + interval '1 day';

-- Looks after the rows are gone, in a snapshot of its own: a claim that has put a message behind one of them held that one until then.
-- Its plan may be older than the queue is long, so it never reads all of it.
create function next_in_line() returns trigger language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
begin
    update callback_messages
    set due_at = least(created_at, clock_now())
    where due_at = 'infinity' and id = any (array(
        select n.id
        from gone g
        cross join lateral (
            select id from callback_messages
            where ordering_key = g.ordering_key and due_at = 'infinity' and id > g.id
            order by id
            limit 1
        ) n
        where g.ordering_key is not null));
    return null;
end $$;

create trigger next_in_line after delete on callback_messages
    referencing old table as gone for each statement execute function next_in_line();

-- For builds before this one, and to be dropped when none is left: their messages get their keys, and what is not first, or is
-- behind one that somebody is at, is not theirs to claim.
create function ordering_key_of(dialect text, subject uuid) returns uuid language sql stable as $$
    select case dialect when 'singapay' then subject
                        when 'ipg-biller' then (select p.bill from bill_payments p where p.id = subject) end
$$;

create function give_ordering_key() returns trigger language plpgsql set enable_seqscan = off as $$
begin
    new.ordering_key := ordering_key_of(new.dialect, new.subject);
    return new;
end $$;

create function wait_for_turn() returns trigger language plpgsql set enable_seqscan = off as $$
begin
    if exists (select from callback_messages m
               where m.ordering_key = new.ordering_key and m.due_at < 'infinity' and m.id <> new.id
                 and (m.id < new.id or m.leased_until > clock_timestamp())) then
        return null;
    end if;
    return new;
end $$;

-- What waited when the keys came, a few thousand rows at a time.
create procedure give_ordering_keys() language plpgsql as $$
declare
    last bigint := 0;
begin
    loop
        with part as (
            select id from callback_messages where id > last order by id limit 5000
        ),
        given as (
            update callback_messages m
            set ordering_key = ordering_key_of(m.dialect, m.subject)
            from part
            where m.id = part.id and m.ordering_key is null and m.dialect in ('singapay', 'ipg-biller')
        )
        select max(id) into last from part;
        exit when last is null;
        commit;
    end loop;
end $$;

-- Again and at once -----------------------------------------------------------------------------------------------------

-- Posts a message again, whatever became of it, and one that waits for its next attempt at once. One that waits for its turn keeps
-- it: those before it are posted at once. Attempts are counted on; the pauses of one that had ended begin anew. False when there is
-- no such message.
create or replace function redeliver_callback(message bigint, now timestamptz default clock_now()) returns boolean
language sql as $$
    with taken as (
        delete from callback_ended where id = message returning *
    ),
    again as (
        insert into callback_messages (
            id, dialect, credential, subject, ordering_key, body, created_at, due_at, attempts)
        select id, dialect, credential, subject, ordering_key, body, created_at, now, attempts from taken
        returning id
    ),
    waiting as (
        select id, ordering_key from callback_messages where id = message
    ),
    sooner as (
        update callback_messages m
        set due_at = least(m.due_at, now)
        from (
            select id from waiting
            union
            select b.id
            from waiting w
            join callback_messages b on b.ordering_key = w.ordering_key and b.due_at < 'infinity' and b.id < w.id
        ) s
        where m.id = s.id and m.due_at < 'infinity'
    )
    select exists (select from again) or exists (select from waiting)
$$;

-- The same for everything of one credential that was given up. Returns how many.
create or replace function redeliver_parked_callbacks(
    of_dialect text, of_credential text, now timestamptz default clock_now())
returns bigint language sql as $$
    with taken as (
        delete from callback_ended
        where dialect = of_dialect and credential = of_credential and state = 'parked'
        returning *
    ),
    again as (
        insert into callback_messages (
            id, dialect, credential, subject, ordering_key, body, created_at, due_at, attempts)
        select id, dialect, credential, subject, ordering_key, body, created_at,
               case when ordering_key is null or id = min(id) over (partition by ordering_key) then now else 'infinity' end,
               attempts
        from taken
        order by id
        returning 1
    )
    select count(*) from again
$$;

create or replace view callbacks as
    select id, dialect, credential, subject, 'waiting' as state, created_at, nullif(due_at, 'infinity') as due_at,
           null::timestamptz as ended_at, attempts, body
    from callback_messages
    union all
    select id, dialect, credential, subject, state, created_at, null, ended_at, attempts, body
    from callback_ended;
