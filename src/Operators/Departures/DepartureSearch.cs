using System.Globalization;
using Dapper;
using Npgsql;

namespace Periksa.Operators.Departures;

/// <summary>Shows where partners' requests depart from their contracts: what was lax and taken all the same, and which
/// signatures were refused.</summary>
public sealed class DepartureSearch(NpgsqlDataSource database)
{
    const string Patience = "set local statement_timeout = '10s'";

    const string ReadLaxities = """
        select partner, dialect, what, count, last_at as LastAt from laxities
        where (@partner::text is null or partner = @partner)
          and (@after::text[] is null or (partner, dialect, what) > (@after[1], @after[2], @after[3]))
        order by partner, dialect, what
        limit @limit
        """;

    const string ReadSignatures = """
        select id, at, partner, dialect, credential, operation, cause from refused_signatures
        where (@partner::text is null or partner = @partner)
          and (@dialect::text is null or dialect = @dialect)
          and id < @before
        order by id desc
        limit @limit
        """;

    /// <summary>What a contract, taken to the letter, would have refused, in the order of partners and
    /// dialects.</summary>
    /// <param name="partner">Only this one's; <c>null</c> for everybody's.</param>
    /// <param name="cursor">The <see cref="Page{T}.NextCursor"/> of the page before.</param>
    public async Task<Outcome<Page<LaxityEntry>>> Laxities(
        string? partner, string? cursor, int limit, CancellationToken cancel)
    {
        var after = cursor is null ? null : Clean(cursor)!.Split('/', 3);
        if (after is not (null or { Length: 3 }))
            return Refusal.Invalid("This is no cursor: send the next_cursor of the page before.");

        var rows = await Read<LaxityRow>(
            ReadLaxities,
            new { partner = Clean(partner), after, limit = Page<LaxityEntry>.ToRead(limit) },
            cancel);
        return Page<LaxityEntry>.Of(
            rows.Select(row => row.ToEntry()), limit, one => $"{one.Partner}/{one.Dialect}/{one.What}");
    }

    /// <summary>Signatures that were refused and looked into, the newest first: the latest thousand of each
    /// partner's.</summary>
    /// <inheritdoc cref="Laxities"/>
    public async Task<Outcome<Page<RefusedSignatureEntry>>> Signatures(
        string? partner, string? dialect, string? cursor, int limit, CancellationToken cancel)
    {
        var before = long.MaxValue;
        if (cursor is not null
            && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            return Refusal.Invalid("This is no cursor: send the next_cursor of the page before.");
        }

        var rows = await Read<SignatureRow>(
            ReadSignatures,
            new
            {
                partner = Clean(partner),
                dialect = Clean(dialect),
                before,
                limit = Page<RefusedSignatureEntry>.ToRead(limit),
            },
            cancel);
        return Page<RefusedSignatureEntry>.Of(
            rows.Select(row => row.ToEntry()), limit, one => one.Id.ToString(CultureInfo.InvariantCulture));
    }

    async Task<IEnumerable<T>> Read<T>(string question, object parameters, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(Patience);
        return await connection.QueryAsync<T>(new CommandDefinition(question, parameters, cancellationToken: cancel));
    }

    static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    // As Dapper fills them.
    sealed class LaxityRow
    {
        public required string Partner { get; init; }
        public required string Dialect { get; init; }
        public required string What { get; init; }
        public long Count { get; init; }
        public DateTime LastAt { get; init; }

        public LaxityEntry ToEntry() => new(Partner, Dialect, What, Count, new(LastAt, TimeSpan.Zero));
    }

    sealed class SignatureRow
    {
        public long Id { get; init; }
        public DateTime At { get; init; }
        public required string Partner { get; init; }
        public required string Dialect { get; init; }
        public required string Credential { get; init; }
        public required string Operation { get; init; }
        public string? Cause { get; init; }

        public RefusedSignatureEntry ToEntry() =>
            new(Id, new(At, TimeSpan.Zero), Partner, Dialect, Credential, Operation, Cause);
    }
}
