using Dapper;
using Npgsql;

namespace Periksa.Callbacks;

/// <summary>Where credentials are called back; every host knows within a second.</summary>
public sealed class CallbackEndpoints(NpgsqlDataSource database)
{
    const string Insert = """
        insert into callback_endpoints (dialect, credential, url)
        select dialect, name, @url from credentials where dialect = @dialect and name = @name
        on conflict (dialect, credential) do update set url = excluded.url
        """;

    /// <summary>Has a credential called back at a URL, as it is signed.</summary>
    /// <returns>False where there is no such credential.</returns>
    public async Task<bool> Set(DialectName dialect, CredentialName name, Uri url)
    {
        await using var connection = await database.OpenConnectionAsync();
        var set = await connection.ExecuteAsync(
            Insert, new { dialect = dialect.Value, name = name.Value, url = url.OriginalString });
        return set > 0;
    }
}
