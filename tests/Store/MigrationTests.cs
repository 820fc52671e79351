using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

public sealed class MigrationTests
{
    [Fact]
    public async Task May_be_applied_by_many_hosts_at_once()
    {
        var connection = await TestServer.CreateDatabase();

        var opened = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Open(connection)));

        foreach (var database in opened)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task Refuse_a_database_that_another_version_made()
    {
        var connection = await TestServer.CreateDatabase();
        await using (var database = await Open(connection))
        await using (var forge = database.Source.CreateCommand("update schema_files set digest = 'another'"))
            await forge.ExecuteNonQueryAsync();

        var refusal = await Assert.ThrowsAsync<ServerException>(() => Open(connection));

        Assert.Contains("another version", refusal.Message);
    }

    [Fact]
    public async Task Say_in_a_sentence_that_there_is_no_server()
    {
        var refusal = await Assert.ThrowsAsync<ServerException>(() => Open("Host=127.0.0.1;Port=1;Username=x"));

        Assert.Contains("ConnectionStrings__Periksa", refusal.Message);
    }

    static Task<Database> Open(string connection) =>
        Database.Open(connection, null, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);
}
