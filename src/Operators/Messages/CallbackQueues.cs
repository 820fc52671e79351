using Dapper;
using Npgsql;

namespace Periksa.Operators.Messages;

/// <summary>Shows callbacks that wait for each other: those about one bill or one disbursement are posted one after the
/// other.</summary>
public sealed class CallbackQueues(NpgsqlDataSource database)
{
    const string Patience = "set local statement_timeout = '10s'";

    // What waits for its turn is due at no time.
    const string Longest = """
        select ordering_key as Key, dialect, credential, count(*)::int as Count, min(created_at) as Since,
               min(due_at) filter (where due_at < 'infinity') as NextAt, max(attempts) as Attempts
        from callback_messages
        where ordering_key is not null
        group by ordering_key, dialect, credential
        order by count(*) desc, min(created_at)
        limit @limit
        """;

    /// <summary>The longest first.</summary>
    public async Task<Outcome<Page<QueuedCallbacks>>> List(int limit, CancellationToken cancel)
    {
        if (limit is < 1 or > Page<QueuedCallbacks>.LimitMaximum)
            return Refusal.Invalid($"A limit is 1 to {Page<QueuedCallbacks>.LimitMaximum}.");

        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(Patience);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(Longest, new { limit }, cancellationToken: cancel));
        return new Page<QueuedCallbacks>([.. rows.Select(row => row.ToQueue())], NextCursor: null);
    }

    // As Dapper fills it.
    sealed class Row
    {
        public Guid Key { get; init; }
        public required string Dialect { get; init; }
        public required string Credential { get; init; }
        public int Count { get; init; }
        public DateTime Since { get; init; }
        public DateTime? NextAt { get; init; }
        public int Attempts { get; init; }

        public QueuedCallbacks ToQueue() => new(
            Key, Dialect, Credential, Count, new(Since, TimeSpan.Zero),
            NextAt is { } next ? new(next, TimeSpan.Zero) : null, Attempts);
    }
}

/// <summary>Callbacks that are posted one after the other.</summary>
/// <param name="Key">The id of the bill or the disbursement that they are about.</param>
/// <param name="Credential">Who is called back.</param>
/// <param name="Count">How many wait, the one whose turn it is among them.</param>
/// <param name="Since">When the first was made, in the clock's time.</param>
/// <param name="NextAt">When the first is posted.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record QueuedCallbacks(
    Guid Key, string Dialect, string Credential, int Count, DateTimeOffset Since, DateTimeOffset? NextAt, int Attempts);
