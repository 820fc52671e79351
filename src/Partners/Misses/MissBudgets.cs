using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Periksa.Partners.Misses;

/// <summary>The miss budgets that are spent, as this host knows it: from its own writes at once, from others' twice a
/// second.</summary>
public sealed class MissBudgets : IMissBudgets
{
    const double RefilledPerMinute = 1;

    // In real time, as in record-limited.sql: guessing is real, whatever a sandbox clock says.
    const string Spent = """
        select partner, left_now + extract(epoch from clock_timestamp() - learned_at) / 60
        from miss_budgets
        where left_now + extract(epoch from clock_timestamp() - learned_at) / 60 < 1
        """;

    ConcurrentDictionary<string, (double Left, long At)> _known = new(StringComparer.Ordinal);
    long _learned;

    public bool IsSpent(Partner partner) => IsSpent(partner.Misses);

    public bool IsSpent(Credential credential) => IsSpent(credential.Misses);

    bool IsSpent(MissAccount? account) =>
        account is { Owner: var owner }
        && _known.TryGetValue(owner, out var known)
        && known.Left + (Stopwatch.GetElapsedTime(known.At).TotalMinutes * RefilledPerMinute) < 1;

    /// <summary>Remembers what the database has left of somebody's budget.</summary>
    internal void Learn(string owner, double left)
    {
        Interlocked.Increment(ref _learned);
        _known[owner] = (left, Stopwatch.GetTimestamp());
    }

    internal async Task Refresh(NpgsqlConnection connection)
    {
        var learned = Interlocked.Read(ref _learned);
        var now = Stopwatch.GetTimestamp();
        var spent = await connection.QueryAsync<(string Partner, double Left)>(Spent);

        var known = new ConcurrentDictionary<string, (double, long)>(StringComparer.Ordinal);
        foreach (var (owner, left) in spent)
            known[owner] = (left, now);

        // What was learned meanwhile is newer than what was read.
        if (learned == Interlocked.Read(ref _learned))
            _known = known;
    }
}
