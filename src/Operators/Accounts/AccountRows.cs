using Dapper;
using Npgsql;

namespace Periksa.Operators.Accounts;

/// <summary>Operators and invitations as they lie in the database.</summary>
static class AccountRows
{
    const string Columns = """
        select name, coalesce(o.role, i.role) as Role,
               case when o.id is null then 'invited' when o.ended_at is null then 'active' else 'ended' end as State,
               case when o.openid is not null then 'openid' when o.password_hash is not null then 'password' end
                   as SignsInBy,
               o.openid as OpenId, o.created_at as CreatedAt, o.ended_at as EndedAt, i.expires_at as InvitedUntil,
               case when o.locked_until > clock_timestamp() then o.locked_until end as LockedUntil,
               (select max(s.seen_at) from operator_sessions s where s.operator = o.id) as LastSeenAt
        from operators o
        full join (
            select name, role, expires_at from operator_invitations
            where used_at is null and expires_at > clock_timestamp()
        ) i using (name)
        """;

    const string Some = $"""
        {Columns}
        where name collate "C" > @after order by name collate "C" limit @limit
        """;

    const string One = $"""
        {Columns}
        where name = @name
        """;

    public static async Task<IEnumerable<OperatorEntry>> List(
        NpgsqlConnection connection, string after, int limit, CancellationToken cancel) =>
        (await connection.QueryAsync<Row>(
            new CommandDefinition(Some, new { after, limit }, cancellationToken: cancel)))
        .Select(row => row.ToEntry());

    public static async Task<OperatorEntry?> Find(NpgsqlConnection connection, string name) =>
        (await connection.QuerySingleOrDefaultAsync<Row>(One, new { name }))?.ToEntry();

    // As Dapper fills it.
    sealed class Row
    {
        public required string Name { get; init; }
        public required string Role { get; init; }
        public required string State { get; init; }
        public string? SignsInBy { get; init; }
        public string? OpenId { get; init; }
        public DateTime? CreatedAt { get; init; }
        public DateTime? LastSeenAt { get; init; }
        public DateTime? LockedUntil { get; init; }
        public DateTime? InvitedUntil { get; init; }
        public DateTime? EndedAt { get; init; }

        public OperatorEntry ToEntry() => new()
        {
            Name = Name,
            Role = Role,
            State = State,
            SignsInBy = SignsInBy,
            OpenId = OpenId,
            CreatedAt = Moment(CreatedAt),
            LastSeenAt = Moment(LastSeenAt),
            LockedUntil = Moment(LockedUntil),
            InvitedUntil = Moment(InvitedUntil),
            EndedAt = Moment(EndedAt),
        };

        static DateTimeOffset? Moment(DateTime? utc) => utc is { } known ? new(known, TimeSpan.Zero) : null;
    }
}
