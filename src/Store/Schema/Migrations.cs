using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Periksa.Store.Schema;

/// <summary>Brings a database's schema up to this build's, one numbered file after the other.</summary>
static class Migrations
{
    const string Folder = "Schema/";

    /// <summary>Hosts that start together take turns; the second finds nothing left to do.</summary>
    public static async Task Apply(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext('periksa'), hashtext('schema'))");
        await connection.ExecuteAsync(
            "create table if not exists schema_files (number int primary key, digest text not null)");

        var applied = (await connection.QueryAsync<(int Number, string Digest)>(
            "select number, digest from schema_files")).ToDictionary(file => file.Number, file => file.Digest);

        foreach (var (number, text) in Files())
            await Apply(connection, number, text, applied);

        await transaction.CommitAsync(cancel);
    }

    static async Task Apply(NpgsqlConnection connection, int number, string text, Dictionary<int, string> applied)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

        if (!applied.TryGetValue(number, out var known))
        {
            await connection.ExecuteAsync(text);
            await connection.ExecuteAsync("insert into schema_files values (@number, @digest)", new { number, digest });
            return;
        }

        if (known != digest)
        {
            throw new ServerException(
                $"The database's schema file {number:D3} is not this build's: it was made by another version. "
                + "Use that version, or another database.");
        }
    }

    static IEnumerable<(int Number, string Text)> Files() =>
        from name in typeof(Migrations).Assembly.GetManifestResourceNames()
        where name.StartsWith(Folder, StringComparison.Ordinal)
        orderby name
        select (int.Parse(name.AsSpan(Folder.Length, 3), CultureInfo.InvariantCulture), Sql.Read(name));
}
