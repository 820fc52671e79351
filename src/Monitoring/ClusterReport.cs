using Dapper;
using Npgsql;

namespace Periksa.Monitoring;

/// <summary>The hosts that share the database, its standbys, and the last proof.</summary>
public sealed record ClusterReport(
    IReadOnlyList<HostLine> Hosts, IReadOnlyList<StandbyLine> Standbys, ProofLine? LastProof)
{
    const string HostsText = """
        select name, version, seen_at as SeenAt, extract(epoch from skew)::float8 as SkewSeconds,
               extract(epoch from memory_age)::float8 as MemoryAgeSeconds,
               seen_at > clock_timestamp() - interval '10 seconds' as IsAlive
        from hosts
        where seen_at > clock_timestamp() - interval '1 day'
        order by name
        limit 100
        """;

    // What a role may not see of it is null.
    const string StandbysText = """
        select application_name as Name, coalesce(state, 'unknown') as State, coalesce(sync_state, 'unknown') as Sync,
               extract(epoch from replay_lag)::float8 as LagSeconds
        from pg_stat_replication
        order by 1
        limit 100
        """;

    const string ProofText = "select at, differences, version from proof_results order by id desc limit 1";

    public static async Task<ClusterReport> Read(NpgsqlDataSource reads, CancellationToken cancel)
    {
        await using var connection = await reads.OpenConnectionAsync(cancel);
        await using var all = await connection.QueryMultipleAsync(
            new CommandDefinition($"{HostsText}; {StandbysText}; {ProofText}", cancellationToken: cancel));
        var hosts = await all.ReadAsync<HostLine>();
        var standbys = await all.ReadAsync<StandbyLine>();
        var proof = await all.ReadSingleOrDefaultAsync<ProofLine>();
        return new([.. hosts], [.. standbys], proof);
    }
}

/// <summary>A host, as it last told of itself.</summary>
public sealed class HostLine
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>By the database's clock.</summary>
    public DateTime SeenAt { get; init; }

    /// <summary>How far its clock is ahead of the database's; <c>null</c> where that is not known yet.</summary>
    public double? SkewSeconds { get; init; }

    /// <summary>How old what it remembers of the database was.</summary>
    public double MemoryAgeSeconds { get; init; }

    /// <summary>False where nothing was heard of it for ten seconds.</summary>
    public bool IsAlive { get; init; }
}

/// <summary>A standby that replicates.</summary>
public sealed class StandbyLine
{
    public string? Name { get; init; }

    public required string State { get; init; }

    /// <summary>Whether commits wait for it, in PostgreSQL's word.</summary>
    public required string Sync { get; init; }

    /// <summary>How far it is behind; <c>null</c> where nothing is written, or one may not know.</summary>
    public double? LagSeconds { get; init; }
}

/// <summary>What the last proof found.</summary>
public sealed class ProofLine
{
    public DateTime At { get; init; }

    public long Differences { get; init; }

    public required string Version { get; init; }
}
