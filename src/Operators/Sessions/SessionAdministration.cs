using Dapper;
using Npgsql;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Sessions;

/// <summary>Finds who has locked what hosts write, and ends it.</summary>
public sealed class SessionAdministration(NpgsqlDataSource database)
{
    // Whoever only reads keeps nobody waiting. Hosts and verbs call themselves periksa; vacuum has no role.
    // What another role does is shown to monitors alone; that it is there, and what it has locked, to all.
    const string Read = """
        select a.pid, a.usename as Role, nullif(a.application_name, '') as Program,
               string_agg(distinct format('%s (%s)', c.relname, l.mode), ', ') as Locks,
               (select count(*)::int from pg_stat_activity w where a.pid = any (pg_blocking_pids(w.pid))) as Waiting,
               a.xact_start as Since, a.state
        from pg_locks l
        join pg_stat_activity a on a.pid = l.pid
        join pg_class c on c.oid = l.relation and c.relkind in ('r', 'p')
        where l.database = (select oid from pg_database where datname = current_database())
          and l.granted and l.mode <> 'AccessShareLock'
          and c.relnamespace = 'public'::regnamespace
          and a.usename is not null and a.application_name <> 'periksa' and a.pid <> pg_backend_pid()
        group by a.pid, a.usename, a.application_name, a.xact_start, a.state
        order by Waiting desc, a.pid
        """;

    /// <summary>Who has locked something, those for whom most wait first.</summary>
    public async Task<Page<SessionEntry>> List(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return new(await ReadAll(connection, cancel), null);
    }

    /// <summary>Ends a session of the list: what it has not committed is undone.</summary>
    public Task<Outcome<SessionEntry>> End(Actor actor, long pid, string reason) =>
        AuditedChange.Make<SessionEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            var all = await ReadAll(change.Connection, CancellationToken.None);
            if (all.FirstOrDefault(one => one.Pid == pid) is not { } session)
                return Refusal.NotFound($"No session {pid} has locked anything: 'periksa lock list' shows who has.");

            try
            {
                await change.Note(
                    "lock.end", $"session:{pid}", session, null, OperatorsJson.Default.SessionEntry, reason);
                await change.Connection.ExecuteAsync("select pg_terminate_backend(@Pid)", new { session.Pid });
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                return Refusal.Conflict(
                    $"The role of ConnectionStrings__Periksa may not end what {session.Role} does: ask whoever that "
                    + "is to end it. With pg_signal_backend, which the database's administrator grants, it may end "
                    + "what anybody does who is no superuser.");
            }

            return session;
        });

    static async Task<IReadOnlyList<SessionEntry>> ReadAll(NpgsqlConnection connection, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(Read, cancellationToken: cancel)))
            .Select(row => row.ToEntry())];

    // As Dapper fills it.
    sealed class Row
    {
        public int Pid { get; init; }
        public required string Role { get; init; }
        public string? Program { get; init; }
        public required string Locks { get; init; }
        public int Waiting { get; init; }
        public DateTime? Since { get; init; }
        public string? State { get; init; }

        public SessionEntry ToEntry() => new()
        {
            Pid = Pid,
            Role = Role,
            Program = Program,
            Locks = Locks,
            Waiting = Waiting,
            Since = Since is { } utc ? new(utc, TimeSpan.Zero) : null,
            State = State,
        };
    }
}
