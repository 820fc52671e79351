-- min_compatible: 8
-- transaction: none
-- Limits of routes: how often a provider has been asked about an account on a day, what it says of its maintenance, and the words for
-- routes that were left out for it. With what 031 added without looking at the rows that were there, which is looked at now.

-- One row an account that was asked about at a route with such a limit, of no use once its day is over.
create table if not exists account_hits (
    day     date not null,                  -- in real time, WIB
    route   text not null,
    account bytea not null,                 -- a digest of bank and number
    hits    int not null check (hits >= 0),
    most    int not null check (most > 0),  -- the limit, when it was last asked
    primary key (day, route, account)
) with (fillfactor = 80);

-- One row a route that is asked, by one host at a time.
create table if not exists provider_maintenance (
    route    text primary key,
    asked_at timestamptz not null,          -- in real time, as is the next
    until_at timestamptz                    -- null: it is not under maintenance
);

alter table provider_questions
    drop constraint if exists provider_questions_skipped_check,
    add constraint provider_questions_skipped_check check (skipped in ('closed', 'cordoned', 'spent', 'unhealthy', 'busy', 'over_rate',
                                                                       'full', 'used_up', 'maintenance')) not valid;
alter table provider_questions validate constraint provider_questions_skipped_check;

alter table provider_questions validate constraint quality_is_a_word;
alter table provider_questions validate constraint handles_end;
alter table remembered_answers validate constraint remembered_answers_absence_check;
