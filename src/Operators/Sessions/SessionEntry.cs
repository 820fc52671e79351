namespace Periksa.Operators.Sessions;

/// <summary>A session on the database, none of a host, that has locked what hosts write.</summary>
public sealed record SessionEntry
{
    /// <summary>The number of its process at the server.</summary>
    public required int Pid { get; init; }

    /// <summary>Its role.</summary>
    public required string Role { get; init; }

    /// <summary>What it says it is, e.g. <c>psql</c>.</summary>
    public string? Program { get; init; }

    /// <summary>What it has locked, e.g. <c>invoices (RowShareLock)</c>.</summary>
    public required string Locks { get; init; }

    /// <summary>How many sessions wait for it at this moment.</summary>
    public required int Waiting { get; init; }

    /// <summary>When its transaction began; <c>null</c> where our role may not see that.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>E.g. <c>idle in transaction</c>; <c>null</c> where our role may not see that.</summary>
    public string? State { get; init; }
}
