-- min_compatible: 8
-- What hosts were asked and what they said, by the minute, for whoever looks at how things go: counted by each host, in real time. It is no
-- record of anything: a host that is killed takes its last seconds with it.

create table traffic_minutes (
    minute timestamptz not null,
    host text not null,
    kind text not null check (length(kind) between 1 and 20),
    word text not null check (length(word) between 1 and 200),   -- of an outcome, a route, or a time that was taken
    count bigint not null check (count > 0),
    primary key (minute, host, kind, word)
);
