using Dapper;
using Npgsql;

namespace Periksa.Sandbox.Store;

/// <summary>A request that an inbox was sent.</summary>
/// <param name="Path">Path and query, as they were sent.</param>
public sealed record InboxEntry(
    DateTimeOffset ReceivedAt,
    string Method,
    string Path,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body);

/// <summary>The HTTP status that an inbox answers, and the delay before it does.</summary>
public readonly record struct InboxAnswer(int Status, TimeSpan Delay)
{
    public static InboxAnswer Usual { get; } = new(200, TimeSpan.Zero);
}

/// <summary>The sandbox's receivers of callbacks. An inbox comes into being when something is sent to it.</summary>
public sealed class SandboxInbox(NpgsqlDataSource database)
{
    const int KeptMaximum = 1000;

    // Sweeping at each arrival would walk over all that is kept; the few too many in between are not shown.
    const int ArrivalsPerSweep = 100;

    const string ToKeep = """
        with kept as (
            insert into sandbox_inbox (name, received_at, method, path, header_names, header_values, body)
            values (@name, @at, @Method, @Path, @names, @values, @body)
        )
        select status, delay_ms from sandbox_inbox_answers where name = @name
        """;

    const string Sweep = """
        delete from sandbox_inbox
        where name = @name and id <= (
            select id from sandbox_inbox where name = @name order by id desc offset @KeptMaximum limit 1)
        """;

    const string Newest = """
        select received_at as ReceivedAt, method, path, header_names as HeaderNames, header_values as HeaderValues, body
        from sandbox_inbox where name = @name order by id desc limit @KeptMaximum
        """;

    const string OfAll = """
        select name, received_at as ReceivedAt, method, path, header_names as HeaderNames,
               header_values as HeaderValues, body
        from sandbox_inbox order by id desc limit @limit
        """;

    const string Answer = """
        insert into sandbox_inbox_answers (name, status, delay_ms) values (@name, @status, @delay)
        on conflict (name) do update set (status, delay_ms) = (excluded.status, excluded.delay_ms)
        """;

    /// <summary>What came last to any of them, newest first, each with its inbox's name.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, InboxEntry>>> Latest(int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(new(OfAll, new { limit }, cancellationToken: cancel));
        return [.. rows.Select(row => KeyValuePair.Create(row.Name, row.ToEntry()))];
    }

    /// <summary>Keeps what came, and says what to answer.</summary>
    public async Task<InboxAnswer> Keep(string name, InboxEntry entry)
    {
        await using var connection = await database.OpenConnectionAsync();
        var answer = await connection.QuerySingleOrDefaultAsync<(int Status, int Delay)?>(ToKeep, new
        {
            name,
            at = entry.ReceivedAt.UtcDateTime,
            entry.Method,
            entry.Path,
            names = entry.Headers.Select(header => header.Key).ToArray(),
            values = entry.Headers.Select(header => header.Value).ToArray(),
            body = entry.Body.ToArray(),
        });

        if (Random.Shared.Next(ArrivalsPerSweep) == 0)
            await connection.ExecuteAsync(Sweep, new { name, KeptMaximum });

        return answer is { } set ? new(set.Status, TimeSpan.FromMilliseconds(set.Delay)) : InboxAnswer.Usual;
    }

    /// <summary>The newest that came, oldest first.</summary>
    public async Task<IReadOnlyList<InboxEntry>> List(string name, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(new(Newest, new { name, KeptMaximum }, cancellationToken: cancel));
        return [.. rows.Reverse().Select(row => row.ToEntry())];
    }

    public async Task SetAnswer(string name, InboxAnswer answer, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            Answer, new { name, status = answer.Status, delay = (int)answer.Delay.TotalMilliseconds });
    }

    /// <summary>Empties an inbox, and has it answer as usual.</summary>
    public async Task Empty(string name, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            "delete from sandbox_inbox where name = @name; delete from sandbox_inbox_answers where name = @name",
            new { name });
    }

    // As Dapper fills it; a timestamptz comes as a DateTime in UTC.
    sealed class Row
    {
        public string Name { get; init; } = "";   // where one is asked for, it is known
        public DateTime ReceivedAt { get; init; }
        public required string Method { get; init; }
        public required string Path { get; init; }
        public required string[] HeaderNames { get; init; }
        public required string[] HeaderValues { get; init; }
        public required byte[] Body { get; init; }

        public InboxEntry ToEntry() => new(
            new(ReceivedAt, TimeSpan.Zero),
            Method,
            Path,
            [.. HeaderNames.Zip(HeaderValues, KeyValuePair.Create)],
            Body);
    }
}
