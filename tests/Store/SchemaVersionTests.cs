using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Postgres;
using Periksa.Postgres.Schema;
using Periksa.Postgres.Server;
using Periksa.Tests.Postgres;
using static Periksa.Store.Tests.SchemaSteps;

namespace Periksa.Store.Tests;

/// <summary>Hosts, by the schema of the database that they are given: they work on some, and refuse others.</summary>
public sealed class SchemaVersionTests
{
    static int Newest => SchemaFile.All[^1].Number;

    [Fact]
    public async Task Refuse_a_database_that_another_version_made()
    {
        var connection = await Migrated();
        await Execute(connection, "update schema_files set digest = 'another'");

        var refusal = await Assert.ThrowsAsync<ServerException>(() => Open(connection));

        Assert.Contains("another version", refusal.Message);
    }

    [Fact]
    public async Task Refuse_a_database_that_is_newer_than_the_build()
    {
        var connection = await Migrated();
        await Execute(connection, $"insert into schema_files (number, digest) values ({Later}, 'of a build to come')");

        var refusal = await Assert.ThrowsAsync<ServerException>(() => Open(connection));

        Assert.Contains("newer than this build", refusal.Message);
        Assert.Contains($"{Later}", refusal.Message);
    }

    [Fact]
    public async Task Take_a_newer_database_whose_files_say_that_this_build_works_on_it()
    {
        var connection = await Migrated();
        await Execute(connection, $"insert into schema_files values ({Later}, 'of a build to come', {Newest})");

        await (await Open(connection)).DisposeAsync();
        await Execute(connection, $"update schema_files set min_compatible = {Newest + 1} where number = {Later}");

        await Assert.ThrowsAsync<ServerException>(() => Open(connection));
    }

    [Fact]
    public async Task Refuse_a_database_of_another_line_of_versions()
    {
        var connection = await Migrated();
        await using var source = OwnerSource.Open(connection);
        var ours = SchemaFile.All.Where(file => file.Number != 3).ToList();

        await Assert.ThrowsAsync<ServerException>(() => Apply(source, ours, []));
    }

    [Fact]
    public async Task Only_look_when_a_host_is_told_not_to_migrate()
    {
        var access = new DatabaseAccess(await TestServer.CreateEmptyDatabase(), Migrates: false);

        var refusal = await Assert.ThrowsAsync<ServerException>(() => Open(access));
        Assert.Contains("periksa migrate", refusal.Message);

        await Database.Migrate(access, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);
        await (await Open(access)).DisposeAsync();
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=x", "ConnectionStrings__Periksa")]
    [InlineData("Username=nobody", "role")]
    [InlineData("Database=nowhere", "does not exist")]
    public async Task Say_in_a_sentence_why_there_is_no_way_in(string difference, string word)
    {
        var connection = await TestServer.CreateEmptyDatabase();

        var refusal = await Assert.ThrowsAsync<ServerException>(() => Open($"{connection};{difference}"));

        Assert.Contains(word, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
