using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Schema;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Databases as builds before and after this one leave them, file by file.</summary>
static class SchemaSteps
{
    /// <summary>The number of a file of a build to come.</summary>
    public const int Later = 900;

    /// <summary>A new database with this build's schema.</summary>
    public static async Task<string> Migrated()
    {
        var connection = await TestServer.CreateEmptyDatabase();
        await (await Open(connection)).DisposeAsync();
        return connection;
    }

    public static Task<Database> Open(string connection) => Open(new DatabaseAccess(connection));

    public static Task<Database> Open(DatabaseAccess access) =>
        Database.Open(access, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);

    public static Task<IReadOnlyList<int>> Apply(
        NpgsqlDataSource source, IReadOnlyList<SchemaFile> files, List<string> told) =>
        new Migrations(source, files, told.Add).Apply(role: null, again: false, CancellationToken.None);

    public static async Task Execute(string connection, string statement)
    {
        await using var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync();
        await Execute(opened, statement);
    }

    public static async Task Execute(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<object[]> Row(NpgsqlDataSource source, string question)
    {
        await using var command = source.CreateCommand(question);
        await using var rows = await command.ExecuteReaderAsync();
        var values = new object[rows.FieldCount];
        if (await rows.ReadAsync())
            rows.GetValues(values);

        return values;
    }
}
