using System.Data;
using Dapper;
using Npgsql;

namespace Periksa.Callbacks;

/// <summary>The callbacks that have been posted or are still to be: lists them, and has them posted again.</summary>
public sealed class CallbackAdministration(NpgsqlDataSource database, IOutboxSignal signal, TimeProvider clock)
{
    const int LimitMaximum = 1000;

    const string Columns = """
        id, dialect, credential, subject, state, created_at as CreatedAt, due_at as DueAt, ended_at as EndedAt, body
        """;

    const string Attempts = """
        select message, number, at, url, status, error, milliseconds
        from callback_attempts where message = any (@ids) order by message, number
        """;

    const string EndsAt = """
        select case when count(*) = @window then min(id) end
        from (select id from callbacks where id < @id order by id desc limit @window) w
        """;

    const string Counts = """
        select (select count(*) from (select from callback_messages limit @most) w),
               (select count(*) from (select from callback_ended where state = 'parked' limit @most) p)
        """;

    /// <summary>Posts a message again, whatever became of it; one that waits for its next attempt is posted now.
    /// False when there is no such message.</summary>
    /// <remarks>The pauses of one that had ended begin anew; its attempts are counted on.</remarks>
    public async Task<bool> Redeliver(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var isThere = await connection.QuerySingleAsync<bool>(
            "select redeliver_callback(@id, @now)", new { id, now = clock.GetUtcNow().UtcDateTime });
        signal.Ring();
        return isThere;
    }

    /// <summary>Posts again all of a credential's messages that were given up. Returns how many.</summary>
    public async Task<long> RedeliverParked(DialectName dialect, CredentialName credential, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var count = await connection.QuerySingleAsync<long>(
            "select redeliver_parked_callbacks(@dialect, @credential, @now)",
            new { dialect = dialect.Value, credential = credential.Value, now = clock.GetUtcNow().UtcDateTime });
        signal.Ring();
        return count;
    }

    /// <summary>The newest messages, newest first.</summary>
    public Task<IReadOnlyList<DeliveryReport>> List(int limit, CancellationToken cancel) =>
        List("true", new { limit = Checked(limit) }, cancel);

    /// <summary>The newest messages in one state, newest first.</summary>
    public Task<IReadOnlyList<DeliveryReport>> List(DeliveryState state, int limit, CancellationToken cancel) =>
        List("state = @state", new { limit = Checked(limit), state = Word(state) }, cancel);

    /// <summary>The newest of the messages that a filter lets through, newest first.</summary>
    public Task<IReadOnlyList<DeliveryReport>> List(CallbackFilter filter, int limit, CancellationToken cancel) =>
        List(
            filter.Condition,
            new
            {
                limit = Checked(limit),
                id = filter.Before,
                filter.Window,
                filter.Partner,
                filter.Dialect,
                filter.Credential,
                filter.Subject,
                from = filter.From?.UtcDateTime,
                to = filter.To?.UtcDateTime,
            },
            cancel,
            filter.Source);

    /// <summary>The last message that a filter with a window looks at; <c>null</c> where there are no others.</summary>
    public async Task<long?> EndOfWindow(CallbackFilter filter, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleAsync<long?>(new CommandDefinition(
            EndsAt, new { id = filter.Before, filter.Window }, cancellationToken: cancel));
    }

    /// <summary>How many messages wait, and how many were given up; nobody counts beyond
    /// <paramref name="most"/>.</summary>
    public async Task<(long Waiting, long Parked)> Count(int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleAsync<(long, long)>(
            new CommandDefinition(Counts, new { most }, cancellationToken: cancel));
    }

    /// <summary>One message; <c>null</c> where there is none of this id.</summary>
    public async Task<DeliveryReport?> Find(long id, CancellationToken cancel) =>
        (await List("id = @id", new { limit = 1, id }, cancel)).SingleOrDefault();

    /// <summary>The messages about an inquiry or a disbursement, by its id.</summary>
    public Task<IReadOnlyList<DeliveryReport>> Find(Guid subject, CancellationToken cancel) =>
        List("subject = @subject", new { limit = LimitMaximum, subject }, cancel);

    async Task<IReadOnlyList<DeliveryReport>> List(
        string condition, object parameters, CancellationToken cancel, string source = "callbacks")
    {
        await using var connection = await database.OpenConnectionAsync(cancel);

        // One snapshot: an attempt and what became of its message are both seen, or neither.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var messages = (await connection.QueryAsync<MessageRow>(
            $"select {Columns} from {source} where {condition} order by id desc limit @limit", parameters)).ToArray();
        var attempts = (await connection.QueryAsync<AttemptRow>(
            Attempts, new { ids = messages.Select(row => row.Id).ToArray() })).ToLookup(row => row.Message);

        return [.. messages.Select(row => row.ToDelivery(attempts[row.Id]))];
    }

    static int Checked(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMaximum);
        return limit;
    }

    internal static string Word(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "waiting",
        DeliveryState.Delivered => "delivered",
        DeliveryState.Parked => "parked",
    };

    // Rows as Dapper fills them; a timestamptz comes as a DateTime in UTC.
    sealed class MessageRow
    {
        public long Id { get; init; }
        public required string Dialect { get; init; }
        public required string Credential { get; init; }
        public Guid Subject { get; init; }
        public required string State { get; init; }
        public DateTime CreatedAt { get; init; }
        public DateTime? DueAt { get; init; }
        public DateTime? EndedAt { get; init; }
        public required byte[] Body { get; init; }

        public DeliveryReport ToDelivery(IEnumerable<AttemptRow> attempts) => new(
            Id, Dialect, Credential, Subject, Enum.Parse<DeliveryState>(State, ignoreCase: true),
            Moment(CreatedAt), Moment(DueAt), Moment(EndedAt), Body, [.. attempts.Select(row => row.ToAttempt())]);
    }

    sealed class AttemptRow
    {
        public long Message { get; init; }
        public int Number { get; init; }
        public DateTime At { get; init; }
        public string? Url { get; init; }
        public int? Status { get; init; }
        public string? Error { get; init; }
        public int Milliseconds { get; init; }

        public Attempt ToAttempt() => new(Number, Moment(At), Url, Status, Error, Milliseconds);
    }

    static DateTimeOffset Moment(DateTime utc) => new(utc, TimeSpan.Zero);

    static DateTimeOffset? Moment(DateTime? utc) => utc is { } known ? Moment(known) : null;
}
