using Dapper;
using Npgsql;

namespace Periksa.Operators.Keys;

/// <summary>Tells good keys from others. It asks the database each time, so that one that is revoked or has expired is
/// no good on any host from then on.</summary>
public sealed class ApiKeyRing(NpgsqlDataSource database)
{
    const string One = """
        select digest, scopes,
               last_used_at is null or last_used_at < clock_timestamp() - interval '1 hour' as IsNewlyUsed
        from api_keys
        where id = @id and revoked_at is null and expires_at > clock_timestamp()
        """;

    const string Use = "update api_keys set last_used_at = clock_timestamp() where id = @id";

    /// <summary>Whose key it is; <c>null</c> for anything else.</summary>
    public async Task<ApiKeyHolder?> Find(string text, CancellationToken cancel)
    {
        if (ApiKeyText.IdIn(text) is not { } id)
            return null;

        await using var connection = await database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(One, new { id }, cancellationToken: cancel));
        if (row is null || !new ApiKeyHash(row.Digest).Matches(text))
            return null;

        if (row.IsNewlyUsed)
            await connection.ExecuteAsync(Use, new { id });

        var (scopes, _) = ScopeWords.Read(row.Scopes);
        return new(id, scopes);
    }

    // As Dapper fills it.
    sealed class Row
    {
        public required byte[] Digest { get; init; }
        public required string[] Scopes { get; init; }
        public bool IsNewlyUsed { get; init; }
    }
}
