using Dapper;
using Npgsql;

namespace Periksa.Operators.Inquiries;

/// <summary>What a caller called its inquiry.</summary>
static class InquiryNames
{
    // A key's day is its caller's, which near midnight is another than the inquiry's.
    const string Read = """
        select caller, 'external_id' as Kind, key as Value
        from day_keys where day = any (@days) and inquiry = @id
        union all
        select caller, 'reference', reference
        from once_references where inquiry = @id
        """;

    /// <summary>What takes longer is not worth a page that waits.</summary>
    const string Patience = "set local statement_timeout = '100ms'";

    /// <returns>Its names; none where the caller gave none, or the look took too long.</returns>
    public static async Task<IReadOnlyList<InquiryName>> Of(
        NpgsqlDataSource database, InquiryId id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(Patience);
        DateOnly[] days = [id.Day.AddDays(-1), id.Day, id.Day.AddDays(1)];
        try
        {
            var rows = await connection.QueryAsync<Row>(
                new CommandDefinition(Read, new { days, id = id.Value }, cancellationToken: cancel));
            return [.. rows.Select(row => row.ToName())];
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.QueryCanceled)
        {
            return [];
        }
    }

    // As Dapper fills it; callers are written as dialect:credential.
    sealed class Row
    {
        public required string Caller { get; init; }
        public required string Kind { get; init; }
        public required string Value { get; init; }

        public InquiryName ToName() => new(Kind, Value, Caller[(Caller.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }
}
