using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Periksa.Bench.Plain;

/// <summary>Who sends money, from where, and by which token it is known; read once at start, as
/// <see cref="Partners"/>.</summary>
sealed class Payers(FrozenDictionary<string, Payers.Row> byPartnerId)
{
    public static async Task<Payers> Read(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        var rows = await connection.QueryAsync<Row>("select partner_id as PartnerId, token, account from payers");

        return new(rows.ToFrozenDictionary(row => row.PartnerId));
    }

    public Row? Find(string partnerId) => byPartnerId.GetValueOrDefault(partnerId);

    public sealed class Row
    {
        public required string PartnerId { get; init; }
        public required string Token { get; init; }
        public required string Account { get; init; }

        public bool Shows(string authorization) => CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(authorization), Encoding.UTF8.GetBytes($"Bearer {Token}"));
    }
}
