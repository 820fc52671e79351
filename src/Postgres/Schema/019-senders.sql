-- min_compatible: 8
-- How senders write things: clocks whose zone is not believed, and numbers that are remembered in another form than they came in.

-- What a caller is known to do otherwise than its contract says, and is taken at. utc-clock: its clock shows UTC, whatever zone it
-- puts behind that.
alter table credentials
    add quirks text[] not null default '{}',
    add constraint quirks_are_known check (quirks <@ array['utc-clock']);

-- Stamps whose zone is not believed are good once. Kept, in real time, for as long as they could be near any host's clock.
create table once_stamps (
    caller text not null,
    stamp  text not null,                -- as it was signed
    until  timestamptz not null,
    primary key (caller, stamp)
);

create index on once_stamps (until);

-- The number of a wallet as its sender wrote it; null where that is how it is remembered.
alter table open_inquiries add number_as_sent text;
alter table disbursements add number_as_sent text;

-- It is part of what was asked for.
create trigger refuse_another_number before update of number_as_sent on disbursements
    for each row when (old.number_as_sent is distinct from new.number_as_sent)
    execute function refuse_change();
