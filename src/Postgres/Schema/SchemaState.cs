using Dapper;
using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Postgres.Schema;

/// <summary>Compares the files that a database has with those that a build knows.</summary>
static class SchemaState
{
    const string IsThere = "select to_regclass('schema_files') is not null";

    // Through jsonb, so that a table that has no such column yet can be read as well.
    const string Applied = """
        select number, digest, (to_jsonb(f) ->> 'min_compatible')::int as MinCompatible
        from schema_files f order by number
        """;

    /// <summary>Which files are still to be applied.</summary>
    /// <exception cref="ServerException">This build must not work on that database.</exception>
    public static async Task<List<SchemaFile>> FindMissing(
        NpgsqlConnection connection, IReadOnlyList<SchemaFile> files)
    {
        var applied = await connection.QuerySingleAsync<bool>(IsThere)
            ? (await connection.QueryAsync<Row>(Applied)).ToDictionary(row => row.Number)
            : [];

        var newest = files.Count == 0 ? 0 : files[^1].Number;
        foreach (var row in applied.Values)
            Refuse(row, files.FirstOrDefault(file => file.Number == row.Number), newest);

        return [.. files.Where(file => !applied.ContainsKey(file.Number))];
    }

    /// <exception cref="ServerException">Something is missing, or the database is another build's.</exception>
    public static async Task MustBeWhole(NpgsqlDataSource database, string remedy, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var missing = (await FindMissing(connection, SchemaFile.All)).Where(file => !file.IsContract).ToList();
        if (missing.Count > 0)
        {
            var names = string.Join(", ", missing.Select(file => $"{file.Number:D3}"));
            throw new ServerException($"The database lacks this build's schema files {names}: {remedy}");
        }
    }

    static void Refuse(Row row, SchemaFile? known, int newest)
    {
        if (known is not null)
        {
            if (known.Digest != row.Digest)
            {
                throw new ServerException(
                    $"The database's schema file {row.Number:D3} is not this build's: it was made by another version. "
                    + "Use that version, or another database.");
            }

            return;
        }

        // A number below the newest that is not known here belongs to another line of versions altogether.
        var needed = row.MinCompatible ?? row.Number;
        if (row.Number < newest || needed > newest)
        {
            throw new ServerException(
                $"The database is newer than this build: its schema file {row.Number:D3} works with builds from "
                + $"schema {Math.Max(needed, row.Number < newest ? row.Number : 0):D3} on, and this one ends at "
                + $"{newest:D3}. Run the newer version.");
        }
    }

    // As Dapper fills it.
    sealed class Row
    {
        public int Number { get; init; }
        public required string Digest { get; init; }
        public int? MinCompatible { get; init; }
    }
}
