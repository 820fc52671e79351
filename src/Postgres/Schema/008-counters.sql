-- Lines of an invoice that are not on it yet. A group of inquiries adds a row here instead of updating the invoice a thousand
-- times a second: while somebody holds an old snapshot, every version of an updated row is kept, and walked past.

create table invoice_lines (
    partner text not null,
    day     date not null,
    id      bigint generated always as identity,
    amount  bigint not null check (amount >= 0),
    lines   integer not null check (lines > 0),
    primary key (partner, day, id)
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000,
        autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 2000);

-- The last row that was added to it. Ids are given out under the invoice's shared lock and folded under the exclusive one, so
-- whatever is not folded has a greater id.
alter table invoices add folded_to bigint not null default 0;

-- Shared by groups that add lines, held alone by whoever folds or closes an invoice.
create function invoice_lock(partner text, day date) returns bigint
language sql immutable parallel safe return hashtextextended(partner, (day - date '2000-01-01')::bigint);

-- Adds to an invoice what waits for it. Until the transaction ends nobody adds a line.
create function fold_invoice(of_partner text, of_day date) returns void language plpgsql as $$
declare
    known bigint;
    last  bigint;
    more  bigint;
    many  bigint;
begin
    perform pg_advisory_xact_lock(invoice_lock(of_partner, of_day));

    select folded_to into known from invoices where partner = of_partner and day = of_day;
    select max(id), sum(amount), sum(lines) into last, more, many
    from invoice_lines
    where partner = of_partner and day = of_day and id > coalesce(known, 0);
    if last is null then
        return;
    end if;

    insert into invoices as v (partner, day, amount, lines, folded_to)
    values (of_partner, of_day, more, many, last)
    on conflict (partner, day) do update
    set amount = v.amount + excluded.amount, lines = v.lines + excluded.lines, folded_to = excluded.folded_to;

    delete from invoice_lines where partner = of_partner and day = of_day and id > coalesce(known, 0) and id <= last;
end $$;

-- A host of an older version, which may still be at work while this one starts, knows nothing of lines beside an invoice: what
-- would be paid without them is refused, and tried again until a newer host pays it.
create function refuse_unfolded() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(invoice_lock(new.partner, new.day));
    if exists (select from invoice_lines l where l.partner = new.partner and l.day = new.day and l.id > new.folded_to) then
        raise exception 'Invoice % has lines that are not on it yet: fold_invoice adds them', new.id;
    end if;
    return new;
end $$;

create trigger pays_all_lines before update of payment_began_at on invoices for each row
    when (old.payment_began_at is null and new.payment_began_at is not null)
    execute function refuse_unfolded();

-- Invoices with all their lines, as of the reader's moment.
create view invoice_totals as
    select v.id, v.partner, v.day,
           v.amount + coalesce(w.amount, 0)::bigint as amount, v.lines + coalesce(w.lines, 0)::integer as lines,
           v.payment_began_at, v.paid_at
    from invoices v
    left join lateral (
        select sum(l.amount) as amount, sum(l.lines) as lines
        from invoice_lines l
        where l.partner = v.partner and l.day = v.day and l.id > v.folded_to
    ) w on true;

-- Rows that are updated many times a second keep room for their next versions on the same page.
alter table invoices set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
alter table ledger_accounts set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
alter table miss_budgets set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
alter table laxities set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
alter table changes set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
