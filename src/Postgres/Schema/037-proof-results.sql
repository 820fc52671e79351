-- min_compatible: 8
-- What each proof found, for whoever watches: one row a run.

create table if not exists proof_results (
    id          bigint generated always as identity primary key,
    at          timestamptz not null default clock_timestamp(),   -- when it ended, by the database's clock
    differences bigint not null check (differences >= 0),
    version     text not null                                     -- the build that looked
);
