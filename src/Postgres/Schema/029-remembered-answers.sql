-- min_compatible: 8
-- What providers have answered, so that nobody is asked and paid twice, and who wants fresh answers all the same.

-- One row an account. A forgotten account keeps its row for a day, without a name: what was asked before is not learned again.
-- No other index, and room in each page, so that to learn an answer anew moves no index entry.
create table remembered_answers (
    bank_code      text not null,
    account_number text not null,
    outcome        text not null check (outcome in ('found', 'not-found', 'forgotten')),
    absence        text check (absence in ('unknown', 'closed', 'dormant')),
    holder_name    text,
    connector      text,
    asked_at       timestamptz not null,   -- in the clock's time, as the next: of two answers the one asked for later counts
    learned_at     timestamptz not null,
    primary key (bank_code, account_number),
    constraint says_what_it_must check (case outcome
        when 'found' then holder_name is not null and absence is null and connector is not null
        when 'not-found' then holder_name is null and absence is not null and connector is not null
        else holder_name is null and absence is null and connector is null
    end)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);

-- True: it is answered by what its provider says now, at its price, and not from memory.
alter table partners add fresh_answers boolean not null default false;
