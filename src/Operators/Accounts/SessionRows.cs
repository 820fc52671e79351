using Dapper;
using Npgsql;

namespace Periksa.Operators.Accounts;

/// <summary>Sessions as they lie in the database.</summary>
static class SessionRows
{
    /// <summary>How long one lasts at most, however it is used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>How long it lasts unused.</summary>
    public static readonly TimeSpan IdleMaximum = TimeSpan.FromMinutes(30);

    /// <summary>True of one that opens the console, as far as it goes by itself: <c>s</c> is its row.</summary>
    public const string IsOpen = """
        (s.ended_at is null and s.expires_at > clock_timestamp() and s.seen_at > clock_timestamp() - @idle)
        """;

    const string Columns = $"""
        s.id, o.name as Operator, s.address, s.user_agent as UserAgent, s.created_at as CreatedAt,
        s.seen_at as SeenAt, s.expires_at as ExpiresAt, s.ended_at as EndedAt, {IsOpen} as IsOpen
        """;

    const string OfOperator = $"""
        select {Columns} from operator_sessions s join operators o on o.id = s.operator
        where o.name = @name order by s.created_at desc, s.id limit @limit
        """;

    const string Begin = $"""
        with s as (
            insert into operator_sessions (operator, digest, expires_at, address, user_agent)
            values (@account, @digest, clock_timestamp() + @lifetime, @address, @userAgent)
            returning *
        )
        select {Columns} from s join operators o on o.id = s.operator
        """;

    const string Ended = $"""
        with s as (
            update operator_sessions s set ended_at = clock_timestamp()
            where {IsOpen} and (@account::uuid is null or s.operator = @account)
              and (@session::uuid is null or s.id = @session) and (@except::uuid is null or s.id <> @except)
            returning *
        )
        select {Columns} from s join operators o on o.id = s.operator
        """;

    public static async Task<IReadOnlyList<OperatorSessionEntry>> List(
        NpgsqlConnection connection, string name, int limit, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(
            OfOperator, new { name, limit, idle = IdleMaximum }, cancellationToken: cancel)))
            .Select(row => row.ToEntry())];

    public static async Task<(OperatorSessionEntry Session, string Token)> Insert(
        NpgsqlConnection connection, Guid account, Visitor visitor)
    {
        var token = Tokens.New();
        var row = await connection.QuerySingleAsync<Row>(Begin, new
        {
            account,
            digest = Tokens.Digest(token),
            lifetime = Lifetime,
            idle = IdleMaximum,
            address = visitor.From,
            userAgent = visitor.ShortUserAgent,
        });
        return (row.ToEntry(), token);
    }

    /// <summary>Ends sessions that are open: those of an account, one of them, or all but one.</summary>
    public static async Task<IReadOnlyList<OperatorSessionEntry>> End(
        NpgsqlConnection connection, Guid? account, Guid? session = null, Guid? except = null) =>
        [.. (await connection.QueryAsync<Row>(Ended, new { account, session, except, idle = IdleMaximum }))
            .Select(row => row.ToEntry() with { IsOpen = false })];

    // As Dapper fills it.
    sealed class Row
    {
        public Guid Id { get; init; }
        public required string Operator { get; init; }
        public required string Address { get; init; }
        public string? UserAgent { get; init; }
        public DateTime CreatedAt { get; init; }
        public DateTime SeenAt { get; init; }
        public DateTime ExpiresAt { get; init; }
        public DateTime? EndedAt { get; init; }
        public bool IsOpen { get; init; }

        public OperatorSessionEntry ToEntry() => new()
        {
            Id = Id,
            Operator = Operator,
            Address = Address,
            UserAgent = UserAgent,
            CreatedAt = new(CreatedAt, TimeSpan.Zero),
            SeenAt = new(SeenAt, TimeSpan.Zero),
            ExpiresAt = new(ExpiresAt, TimeSpan.Zero),
            EndedAt = EndedAt is { } utc ? new(utc, TimeSpan.Zero) : null,
            IsOpen = IsOpen,
        };
    }
}
