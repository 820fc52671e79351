using System.Text;
using Dapper;
using Npgsql;
using Periksa.Bench.Snap;
using Periksa.Partners.Sealing;
using Periksa.Sandbox;

namespace Periksa.Bench.Callbacks;

/// <summary>Partners without limits, each with an iFortepay credential and an endpoint.</summary>
static class Partners
{
    const string AddPartner = """
        insert into partners (id, name, rate_per_second, rate_burst, miss_budget) values (@id, @id, null, null, null)
        """;

    const string AddCredential = """
        insert into credentials (dialect, name, partner, client_secret, public_key)
        values (@dialect, @name, @id, @secret, @publicKey)
        """;

    const string AddEndpoint =
        "insert into callback_endpoints (dialect, credential, url) values (@dialect, @name, @url)";

    /// <summary>One for each URL, in their order.</summary>
    public static async Task<SnapCaller[]> Add(Place place, IEnumerable<string> urls)
    {
        var (dialect, key) = (SnapDialect.IFortepay, place.TokoMajuKey());
        var seals = Seals();
        var callers = new List<SnapCaller>();

        await using var connection = new NpgsqlConnection(place.Connection(Databases.Callbacks));
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var url in urls)
        {
            var id = $"bench-{callers.Count}";
            var caller = new SnapCaller(dialect, $"BENCH{callers.Count}", $"secret-of-{id}", key);
            callers.Add(caller);

            await connection.ExecuteAsync($"{AddPartner}; {AddCredential}; {AddEndpoint}", new
            {
                id,
                url,
                dialect = dialect.Name,
                name = caller.Name,
                secret = seals.Seal(
                    Encoding.UTF8.GetBytes(caller.Secret), Places.ClientSecret(new(dialect.Name), new(caller.Name))),
                publicKey = key.ExportSubjectPublicKeyInfo(),
            });
        }

        await transaction.CommitAsync();
        return [.. callers];
    }

    // As the host opens them: with the sandbox's public master key, which is written as a name, a colon and the key.
    static MasterKeys Seals() => World.MasterKey.Split(':', 2) is [var name, var key]
        ? new(new MasterKey(name, Convert.FromBase64String(key)))
        : throw new InvalidOperationException("The sandbox's master key has no name.");
}
