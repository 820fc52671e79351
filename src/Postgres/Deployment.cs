using Dapper;
using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Postgres;

/// <summary>The mode that a database is for. The first host stamps it, and no host of the other mode may use it
/// after.</summary>
public sealed class Deployment(NpgsqlDataSource database)
{
    public async Task Claim(string mode, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            "insert into deployment (mode) values (@mode) on conflict do nothing", new { mode });

        await MustBe(mode, connection);
    }

    /// <summary>Refuses one that is stamped otherwise, and stamps none.</summary>
    public async Task MustBe(string mode, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await MustBe(mode, connection);
    }

    static async Task MustBe(string mode, NpgsqlConnection connection)
    {
        var stamped = await connection.QuerySingleOrDefaultAsync<string>("select mode from deployment");
        if (stamped is not null && stamped != mode)
        {
            throw new ServerException(
                $"This database belongs to a {stamped} deployment and this host is in {mode} mode: "
                + $"set Periksa__Mode={stamped}, or give it a database of its own.");
        }
    }
}
