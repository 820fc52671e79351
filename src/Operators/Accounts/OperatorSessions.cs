using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;
using Npgsql;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Accounts;

/// <summary>Tells who is signed in. It asks the database each time, so that a session that is ended, an operator who
/// is, and another role are felt on every host from the next request on.</summary>
public sealed class OperatorSessions(NpgsqlDataSource database)
{
    const string One = $"""
        select o.id as OperatorId, o.name, o.role, s.id as SessionId,
               s.seen_at < clock_timestamp() - interval '1 minute' as IsNewlySeen
        from operator_sessions s join operators o on o.id = s.operator
        where s.digest = @digest and o.ended_at is null and {SessionRows.IsOpen}
        """;

    const string See = """
        update operator_sessions set seen_at = clock_timestamp()
        where id = @SessionId and seen_at < clock_timestamp() - interval '1 minute'
        """;

    const int SeenMaximum = 1000;

    static readonly TimeSpan RecallMaximum = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<string, (SignedIn Who, long At)> _seen = new(StringComparer.Ordinal);

    /// <summary>Whose session it is; <c>null</c> for anything else.</summary>
    /// <param name="token">What came in the cookie.</param>
    /// <param name="isUsed">False where a page asks by itself: one that is left open keeps no session alive.</param>
    public async Task<SignedIn?> Find(string token, CancellationToken cancel, bool isUsed = true)
    {
        if (Tokens.TryDigest(token) is not { } digest)
            return null;

        await using var connection = await database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            One, new { digest, idle = SessionRows.IdleMaximum }, cancellationToken: cancel));
        var key = Convert.ToHexString(digest);
        if (row is null)
        {
            _seen.TryRemove(key, out _);
            return null;
        }

        if (row.IsNewlySeen && isUsed)
            await connection.ExecuteAsync(See, new { row.SessionId });

        var who = new SignedIn(row.OperatorId, row.Name, OperatorRoles.Read(row.Role).Role, row.SessionId);
        if (_seen.Count >= SeenMaximum)
            _seen.Clear();

        _seen[key] = (who, Stopwatch.GetTimestamp());
        return who;
    }

    /// <summary>Whose session it was when this host last asked, in the last five minutes: for what is shown while the
    /// database is away, and nothing can be changed.</summary>
    public SignedIn? Recall(string token) =>
        Tokens.TryDigest(token) is { } digest
        && _seen.TryGetValue(Convert.ToHexString(digest), out var seen)
        && Stopwatch.GetElapsedTime(seen.At) < RecallMaximum
            ? seen.Who
            : null;

    /// <summary>Ends the session that somebody signs out of.</summary>
    /// <param name="address">Where they do.</param>
    public Task<Outcome<OperatorSessionEntry>> SignOut(SignedIn who, string address) =>
        End(who, address, who.SessionId, "operator.sign-out");

    /// <summary>Ends one of somebody's own sessions.</summary>
    public Task<Outcome<OperatorSessionEntry>> End(SignedIn who, string address, Guid session) =>
        End(who, address, session, "operator.end-session");

    /// <summary>Ends all of somebody's sessions but the one that they do it in.</summary>
    /// <returns>Those that were ended.</returns>
    public Task<Outcome<Page<OperatorSessionEntry>>> EndOthers(SignedIn who, string address) =>
        AuditedChange.Make<Page<OperatorSessionEntry>>(database, who.At(address), async change =>
        {
            var ended = await SessionRows.End(change.Connection, who.OperatorId, except: who.SessionId);
            foreach (var session in ended)
                await Note(change, "operator.end-session", session);

            return new Page<OperatorSessionEntry>(ended, null);
        });

    Task<Outcome<OperatorSessionEntry>> End(SignedIn who, string address, Guid session, string action) =>
        AuditedChange.Make<OperatorSessionEntry>(database, who.At(address), async change =>
        {
            if (await SessionRows.End(change.Connection, who.OperatorId, session) is not [var ended])
                return Refusal.NotFound("There is no such session of yours, or it is over.");

            await Note(change, action, ended);
            return ended;
        });

    internal static Task Note(
        AuditedChange change, string action, OperatorSessionEntry session, string? reason = null) =>
        change.Note(
            action, $"operator:{session.Operator}", null, session, OperatorsJson.Default.OperatorSessionEntry, reason);

    // As Dapper fills it.
    sealed class Row
    {
        public Guid OperatorId { get; init; }
        public required string Name { get; init; }
        public required string Role { get; init; }
        public Guid SessionId { get; init; }
        public bool IsNewlySeen { get; init; }
    }
}
