using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Bills;
using Periksa.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Long lists, and those who ask for something else meanwhile.</summary>
public sealed class ListTurnTests(Shop shop) : IClassFixture<Shop>
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Lists_leave_a_connection_to_whoever_looks_one_thing_up()
    {
        await using var database = await Database.Open(
            shop.ConnectionString, null, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);
        using var turns = new ListTurns(database.ListsAtOnce);
        using var office = new BillOffice(database.Source, database.Reads, shop.Clock, turns);
        var bill = await shop.Make(shop.Bill());
        var other = await shop.Make(shop.Bill(va: "1111110000000001") with { Biller = new(Shop.Warung) });

        await using var connection = await shop.Source.OpenConnectionAsync();
        await using (var slow = await connection.BeginTransactionAsync())
        {
            await using var stop = new NpgsqlCommand("lock table bill_payments", connection);
            await stop.ExecuteNonQueryAsync();

            Task<PaymentPage?>[] lists =
            [
                .. Enumerable.Range(0, 20).Select(_ => ListOf(bill)),
                .. Enumerable.Range(0, 20).Select(_ => ListOf(other)),
            ];
            await shop.UntilSomebodyWaits();
            Assert.NotNull(await office.Find(new(Shop.Toko), bill.Hash, CancellationToken.None)
                .WaitAsync(TimeSpan.FromSeconds(2)));
            Assert.All(lists, list => Assert.False(list.IsCompleted));

            foreach (var list in lists)
                await Assert.ThrowsAsync<TimeoutException>(() => list);
        }

        Assert.Empty((await ListOf(bill))!.Payments);
        Assert.Empty((await ListOf(other))!.Payments);

        Task<PaymentPage?> ListOf(Bill one) => office.Payments(one.Biller, one.Hash, 0, 10, CancellationToken.None);
    }

    [Fact]
    public async Task One_of_an_owner_and_two_of_a_host_are_read_at_once()
    {
        using var turns = new ListTurns();
        var (first, second, third) = (new Reading(), new Reading(), new Reading());

        var a = turns.Within(Long, "a", first.Read, CancellationToken.None);
        var again = turns.Within(Long, "a", third.Read, CancellationToken.None);
        var b = turns.Within(Long, "b", second.Read, CancellationToken.None);

        Assert.Equal((true, true, false), (first.HasBegun, second.HasBegun, third.HasBegun));
        await Assert.ThrowsAsync<TimeoutException>(
            () => turns.Within(Short, "c", new Reading().Read, CancellationToken.None));

        first.End();
        await third.Begun;
        third.End();
        second.End();
        Assert.Equal(3, (await Task.WhenAll(a, again, b)).Sum());
    }

    [Fact]
    public async Task Nothing_is_read_for_whoever_has_given_up_or_gone()
    {
        using var turns = new ListTurns();
        using var gone = new CancellationTokenSource();
        var (first, late, left) = (new Reading(), new Reading(), new Reading());
        var a = turns.Within(Long, "a", first.Read, CancellationToken.None);

        await Assert.ThrowsAsync<TimeoutException>(() => turns.Within(Short, "a", late.Read, CancellationToken.None));
        var leaving = turns.Within(Long, "a", left.Read, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        first.End();
        await a;
        var last = new Reading();
        var next = turns.Within(Long, "a", last.Read, CancellationToken.None);
        await last.Begun;
        Assert.Equal((false, false), (late.HasBegun, left.HasBegun));
        last.End();
        await next;
    }

    /// <summary>A list that takes as long as the test wants.</summary>
    sealed class Reading
    {
        readonly TaskCompletionSource _begun = new();
        readonly TaskCompletionSource<int> _ended = new();

        public bool HasBegun => _begun.Task.IsCompleted;

        public Task Begun => _begun.Task.WaitAsync(Long);

        public void End() => _ended.SetResult(1);

        public Task<int> Read()
        {
            _begun.SetResult();
            return _ended.Task;
        }
    }
}
