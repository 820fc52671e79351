using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Periksa.Bench.Plain;

/// <summary>Who may ask, read once at start: a query a request would be the plainer way, and slower.</summary>
sealed class Partners(FrozenDictionary<string, Partners.Row> byUsername)
{
    public static async Task<Partners> Read(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        var rows = await connection.QueryAsync<Row>(
            "select username, partner, api_key_hash as ApiKeyHash, price from credentials");

        return new(rows.ToFrozenDictionary(row => row.Username));
    }

    public Row? Find(string username) => byUsername.GetValueOrDefault(username);

    public sealed class Row
    {
        public required string Username { get; init; }
        public required string Partner { get; init; }
        public required byte[] ApiKeyHash { get; init; }
        public long Price { get; init; }

        public bool Has(string key) =>
            CryptographicOperations.FixedTimeEquals(ApiKeyHash, SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
