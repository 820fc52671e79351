using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Postgres.Server;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

public sealed class PrivateServerTests : IAsyncLifetime
{
    readonly string _folder = TestServer.TemporaryFolder();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Keeps_its_data_and_is_gone_when_stopped()
    {
        await using (var server = await Start())
            await Execute(server, "create table kept (n int); insert into kept values (7)");

        Assert.False(File.Exists(Path.Combine(_folder, "data", "postmaster.pid")));

        await using var again = await Start();
        Assert.Equal(7, await Execute(again, "select n from kept"));
    }

    [Fact]
    public async Task Tells_a_second_host_what_to_set()
    {
        await using var first = await Start();

        var refusal = await Assert.ThrowsAsync<ServerException>(Start);

        Assert.Contains("PERIKSA_DATA", refusal.Message);
        Assert.Contains("ASPNETCORE_URLS", refusal.Message);
    }

    [Fact]
    public async Task Is_started_again_when_it_dies()
    {
        await using var server = await Start();
        await Execute(server, "create table kept (n int); insert into kept values (7)");

        Process.GetProcessById(Postmaster()).Kill();

        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Assert.Equal(7, await Execute(server, "select n from kept"));
                return;
            }
            catch (NpgsqlException) when (patience.Elapsed < TimeSpan.FromSeconds(20))
            {
                await Task.Delay(100);
            }
        }
    }

    [Fact]
    public async Task Starts_although_its_old_number_belongs_to_another_program_now()
    {
        await using (await Start())
        {
            // It has made its data.
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "data", "postmaster.pid"), $"{Environment.ProcessId}\n");

        await using var again = await Start();
        Assert.Equal(1, await Execute(again, "select 1"));
    }

    [Fact]
    public async Task Takes_no_folder_that_is_used_for_something_else()
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "letters.txt"), "");
        var mode = File.GetUnixFileMode(_folder);

        var refusal = await Assert.ThrowsAsync<ServerException>(Start);

        Assert.Contains("PERIKSA_DATA", refusal.Message);
        Assert.Equal(mode, File.GetUnixFileMode(_folder));
    }

    [Fact]
    public async Task Keeps_its_socket_where_nobody_can_guess_when_its_own_path_is_too_long()
    {
        var folder = Path.Combine(_folder, new string('x', 100));
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

        string first;
        await using (var server = await PrivateServer.Start(folder, NullLogger.Instance, _ => { }))
            first = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;

        await using var again = await PrivateServer.Start(folder, NullLogger.Instance, _ => { });
        Assert.Equal(first, new NpgsqlConnectionStringBuilder(again.ConnectionString).Host);
        Assert.Equal(1, await Execute(again, "select 1"));
    }

    [Fact]
    public async Task Is_found_only_by_its_owner()
    {
        await using var server = await Start();
        var socket = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(socket));
        Assert.Equal("", await Execute(server, "select current_setting('listen_addresses')"));
        Assert.Equal(false, await Execute(server, "select rolsuper from pg_roles where rolname = current_user"));
    }

    [Fact]
    public async Task Says_where_to_put_a_folder_that_it_may_not_use()
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "");

        var refusal = await Assert.ThrowsAsync<ServerException>(
            () => PrivateServer.Start(Path.Combine(_folder, "file"), NullLogger.Instance, _ => { }));

        Assert.Contains("file", refusal.Message);
    }

    [Fact]
    public async Task Takes_over_a_database_whose_tables_are_the_hosts_own()
    {
        const string asBefore = """
            create table kept (n int); insert into kept values (7);
            alter table kept owner to periksa; alter database periksa owner to periksa
            """;
        await using (var server = await Start())
            await Execute(server, asBefore, "postgres");

        await using var again = await Start();

        Assert.Equal(7, await Execute(again, "alter table kept add more int; select n from kept"));
        Assert.Equal("periksa_owner", await Execute(
            again, "select pg_get_userbyid(datdba) from pg_database where datname = 'periksa'"));
    }

    Task<PrivateServer> Start() => PrivateServer.Start(_folder, NullLogger.Instance, _ => { });

    int Postmaster() => int.Parse(
        File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    static async Task<object?> Execute(PrivateServer server, string statement, string user = "periksa_owner")
    {
        await using var connection = new NpgsqlConnection(
            $"{server.OwnerConnectionString};Pooling=false;Username={user}");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync();
    }
}
