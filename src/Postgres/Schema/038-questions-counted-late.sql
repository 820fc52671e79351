-- min_compatible: 8
-- transaction: none
-- Questions are counted when somebody asks how many there were, and for good when their day is forgotten: to count each
-- while it is written cost more than to write it. Of builds before this one, a host knows nothing of what others have
-- spent, for as long as they run beside it.

drop trigger if exists count_questions on provider_questions;
drop trigger if exists count_changed_questions on provider_questions;
drop function if exists count_questions();

-- Of days whose table is still there, wherever it hangs.
delete from question_counts where to_regclass(to_char(day, '"provider_questions_"YYYYMMDD')) is not null;

-- The questions that cost something, counted where they were sent, by each run of a host. It writes them down a moment
-- later, so there are never more here than in the ledger.
create table if not exists paid_questions (
    day   date not null,                        -- the inquiry's
    route text not null,
    run   uuid not null,
    asked bigint not null check (asked > 0),
    primary key (day, route, run)
);
