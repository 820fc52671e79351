using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Periksa.Postgres.Schema;

/// <summary>Hosts at work that a file which takes something away would break.</summary>
/// <remarks>A host says twice a second that it is there. One that was stopped just now is waited for; one that works
/// on keeps the file for the next run.</remarks>
static class OlderHosts
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    const string AreNoted = "select to_regclass('hosts') is not null";

    // Through jsonb, so that a table that has no such column yet can be read as well.
    const string There = """
        select h.name
        from hosts h
        cross join lateral (select to_jsonb(h) ->> 'build' as build) b
        where h.seen_at > clock_timestamp() - interval '5 seconds'
          and coalesce(case when starts_with(b.build, h.version || '/')
                            then substr(b.build, length(h.version) + 2)::int end, 0) < @needed
        order by h.name
        """;

    /// <summary>The build that a host of this build reports: its version and the number of the newest schema
    /// file.</summary>
    public static string BuildOf(string version) => $"{version}/{SchemaFile.All[^1].Number}";

    /// <summary>True if such hosts go on working; then they have been told of.</summary>
    public static async Task<bool> Remain(
        NpgsqlDataSource owner, SchemaFile file, Action<string> tell, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        if (!await connection.QuerySingleAsync<bool>(AreNoted))
            return false;

        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancel))
        {
            var hosts = (await connection.QueryAsync<string>(There, new { needed = file.MinCompatible })).AsList();
            if (hosts.Count == 0)
                return false;

            if (waited.Elapsed < Patience)
                continue;

            tell(
                $"Schema file {file.Number:D3} is left for later: hosts of an older version are at work and need what "
                + $"it drops ({string.Join(", ", hosts)}). Run periksa migrate again when they are gone.");
            return true;
        }
    }
}
