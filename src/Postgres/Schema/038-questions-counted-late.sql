-- min_compatible: 8
-- Questions are counted when somebody asks how many there were, and for good when their day is forgotten: to count each
-- while it is written cost more than to write it. Of builds before this one, a host knows nothing of what others have
-- spent, for as long as they run beside it.

drop trigger count_questions on provider_questions;
drop trigger count_changed_questions on provider_questions;
drop function count_questions();

delete from question_counts c
where exists (select from provider_questions q where q.day = c.day);

-- What has been spent on a route today.
create index provider_questions_paid on provider_questions (route) include (price) where price > 0;

-- The questions that cost something, counted where they were sent, by each run of a host. It writes them down a moment
-- later, so there are never more here than in the ledger.
create table paid_questions (
    day   date not null,                        -- the inquiry's
    route text not null,
    run   uuid not null,
    asked bigint not null check (asked > 0),
    primary key (day, route, run)
);
