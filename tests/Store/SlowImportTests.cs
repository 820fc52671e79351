using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Bills;
using Periksa.Postgres;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Imports into a database that stands still, or whose standby is away.</summary>
public sealed class SlowImportTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly byte[] Digest = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    Cable _cable = null!;
    NpgsqlDataSource _far = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        _cable = new(shop.ConnectionString);
        _far = _cable.Open();
        await using var first = await _far.OpenConnectionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cable.DisposeAsync();
        await _far.DisposeAsync();
    }

    [Fact]
    public async Task Are_not_begun_when_no_word_comes_in_time()
    {
        _cable.SwallowAnswers();

        var began = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<TimeoutException>(() => Begin(_far));
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 9, 13);
    }

    [Fact]
    public async Task Stop_adding_when_they_are_called_off_and_hold_nothing_once_the_database_has_answered()
    {
        var import = await Begin(_far);
        using var cancel = new CancellationTokenSource();
        _cable.SwallowAnswers();

        var adding = import!.Add([shop.Bill()], cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding.WaitAsync(AtOnce));
        await import.DisposeAsync().AsTask().WaitAsync(AtOnce);

        _cable.Break();
        await using var again = await Begin(shop.Source);
        Assert.NotNull(again);
        Assert.Null(again.Before);
        Assert.Equal(0, await shop.Ask<int>("select count(*) from bills"));
    }

    [Fact]
    public async Task Are_unclear_when_their_end_is_not_heard_of_and_told_by_the_same_file()
    {
        var import = await Begin(_far);
        await import!.Add([shop.Bill()], CancellationToken.None);
        _cable.SwallowAnswers();

        await Assert.ThrowsAsync<TimeoutException>(
            () => import.Complete(1, 0, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
        await import.DisposeAsync().AsTask().WaitAsync(AtOnce);

        _cable.Break();
        await using var again = await Begin(shop.Source);
        Assert.NotNull(again);
        Assert.Equal(await shop.Ask<int>("select count(*) from bills"), again.Before?.Made ?? 0);
    }

    [Fact]
    public async Task Tell_what_was_made_before_only_when_the_standby_has_it()
    {
        var folder = TestServer.TemporaryFolder();
        await using var node = await Node.Create(folder);
        await using (var database = await Database.Open(
            node.ConnectionString, null, NullLoggerFactory.Instance, _ => { }, CancellationToken.None))
        {
            await using (var import = await Begin(database.Source))
            {
                await using var connection = await database.Source.OpenConnectionAsync();
                await using var partner = new NpgsqlCommand(
                    "insert into partners (id, name) values ('toko', 'Toko')", connection);
                await partner.ExecuteNonQueryAsync();
                await import!.Add([shop.Bill()], CancellationToken.None);
                await import.Complete(1, 0, CancellationToken.None);
            }

            await node.Execute("alter system set synchronous_standby_names = 'nobody'", "select pg_reload_conf()");
            await Assert.ThrowsAsync<TimeoutException>(() => Begin(database.Source));

            await node.Execute("alter system set synchronous_standby_names = ''", "select pg_reload_conf()");
            await using var again = await Begin(database.Source);
            Assert.Equal(new EarlierImport(1, 1), again!.Before);
        }

        await node.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    Task<IBillImport?> Begin(NpgsqlDataSource source) => new BillOffice(source, source, shop.Clock, new())
        .BeginImport(new(Shop.Toko), Digest, default, CancellationToken.None);
}
