using System.Globalization;
using Dapper;
using Npgsql;

namespace Periksa.Postgres.Schema;

/// <summary>The session that keeps a server process waiting for a lock.</summary>
sealed class LockHolder
{
    // What another role does is shown to nobody but itself and monitors; that it is there is shown to all.
    const string Blocking = """
        select a.pid as Process, coalesce(a.application_name, '') as Application, coalesce(a.state, '') as State,
               extract(epoch from clock_timestamp() - coalesce(a.xact_start, a.backend_start))::float8 as Seconds
        from unnest(pg_blocking_pids(@process)) as b (pid)
        join pg_stat_activity a on a.pid = b.pid
        order by a.xact_start nulls last limit 1
        """;

    public int Process { get; init; }
    public required string Application { get; init; }
    public required string State { get; init; }
    public double? Seconds { get; init; }

    public static async Task<LockHolder?> Find(NpgsqlConnection connection, int process) =>
        await connection.QueryFirstOrDefaultAsync<LockHolder>(Blocking, new { process });

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"process {Process} ({string.Join(", ", Words())})");

    IEnumerable<string> Words()
    {
        if (Application.Length > 0)
            yield return $"'{Application}'";

        if (State.Length > 0)
            yield return State;

        if (Seconds is { } seconds)
            yield return string.Create(CultureInfo.InvariantCulture, $"for {seconds:F0} s");
    }
}
