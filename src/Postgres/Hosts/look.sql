-- What a host looks at twice a second. Its own clock is compared with the first column. $1: its name.
select clock_timestamp(),
       pg_is_in_recovery(),
       current_setting('transaction_read_only') = 'on',
       case when pg_is_in_recovery() then null else left(pg_walfile_name(pg_current_wal_lsn()), 8) end,
       array(select skew from hosts
             where name <> $1 and skew is not null and seen_at > clock_timestamp() - interval '10 seconds'),
       current_setting('synchronous_standby_names'),
       -- Who may not read the state of standbys sees null there.
       (select count(*)::int from pg_stat_replication where coalesce(state, 'streaming') = 'streaming'),
       (select count(*)::int from pg_stat_replication
        where coalesce(state, 'streaming') = 'streaming' and coalesce(sync_state, 'sync') in ('sync', 'quorum'))
