using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Store.Tests;

/// <summary>What a provider says of its maintenance, as all hosts hear of it.</summary>
public sealed class MaintenanceTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly TimeSpan Believed = TimeSpan.FromMinutes(2);

    readonly TalkingRoute _flip = new("flip");
    readonly Closures _closures = new();
    RouteTable _table = null!;
    MaintenanceWatch _one = null!;
    MaintenanceWatch _other = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Execute("truncate provider_maintenance, route_closures");
        _table = new([_flip, new TalkingRoute("silent") { TellsMaintenance = false }], []);
        (_one, _other) = (Host(), Host());
    }

    public ValueTask DisposeAsync()
    {
        _one.Dispose();
        _other.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Closes_the_route_on_every_host_until_it_says_that_it_is_over()
    {
        _flip.Says = true;
        await _one.Look(CancellationToken.None);
        Assert.Equal(SkipReason.Maintenance, await Why());
        var listed = Assert.Single(await new ClosureBook(shop.Source).List(CancellationToken.None));
        Assert.Equal(
            ("flip", null, "under maintenance, says the provider", "MaintenanceUrl"),
            (listed.Route, listed.Bank, listed.Reason, listed.MadeBy));
        Assert.StartsWith("now until ", listed.When, StringComparison.Ordinal);

        _flip.Says = false;
        await shop.Execute("update provider_maintenance set asked_at = asked_at - interval '36 s'");
        await _other.Look(CancellationToken.None);
        Assert.Null(await Why());
        Assert.Empty(await new ClosureBook(shop.Source).List(CancellationToken.None));
    }

    [Fact]
    public async Task Is_asked_by_one_host_at_a_time_and_twice_a_minute()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(
            i => (i % 2 == 0 ? _one : _other).Look(CancellationToken.None)));
        Assert.Equal(1, _flip.Asked);

        await shop.Execute("update provider_maintenance set asked_at = clock_timestamp() - interval '24 s'");
        await _one.Look(CancellationToken.None);
        Assert.Equal(1, _flip.Asked);

        await shop.Execute("update provider_maintenance set asked_at = clock_timestamp() - interval '36 s'");
        await _one.Look(CancellationToken.None);
        Assert.Equal(2, _flip.Asked);

        // The database's clock was an hour ahead when it was asked last.
        await shop.Execute("update provider_maintenance set asked_at = clock_timestamp() + interval '1 h'");
        await _one.Look(CancellationToken.None);
        Assert.Equal(3, _flip.Asked);
    }

    /// <summary>Neither is a provider that breaks off in the midst of its maintenance left out for ever.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Changes_nothing_by_what_says_nothing(bool isClosed)
    {
        _flip.Says = isClosed;
        await _one.Look(CancellationToken.None);
        foreach (var failure in new Exception?[] { null, new InvalidOperationException("It is broken.") })
        {
            (_flip.Says, _flip.Failure) = (null, failure);
            await shop.Execute("update provider_maintenance set asked_at = asked_at - interval '36 s'");
            await _one.Look(CancellationToken.None);
            Assert.Equal(isClosed ? SkipReason.Maintenance : null, await Why());
        }

        await shop.Execute(
            $"update provider_maintenance set until_at = until_at - interval '{Believed.TotalSeconds} s'");
        Assert.Null(await Why());
    }

    [Fact]
    public async Task Leaves_alone_what_an_operator_has_taken_out()
    {
        await new ClosureBook(shop.Source).Add(_flip.Name, new() { Bank = "014" }, "it is slow", "test");
        _flip.Says = true;
        await _one.Look(CancellationToken.None);

        Assert.Equal(1, await new ClosureBook(shop.Source).Remove(_flip.Name, bank: null));

        Assert.Equal(SkipReason.Maintenance, await Why());
    }

    async Task<SkipReason?> Why()
    {
        using var watch = new RouteWatch(
            shop.Source, _table, _closures, new(), new(), shop.Clock, NullLogger<RouteWatch>.Instance);
        await watch.Look(CancellationToken.None);
        return _closures.Why(_flip.Name, RouteTerms.Usual, "002");
    }

    MaintenanceWatch Host() => new(shop.Source, _table, NullLogger<MaintenanceWatch>.Instance);

    sealed class TalkingRoute(string name) : IMaintainedRoute
    {
        int _asked;

        public RouteName Name { get; } = new(name);
        public LateMode Late => LateMode.None;
        public TimeSpan Budget => TimeSpan.FromSeconds(1);
        public bool TellsMaintenance { get; init; } = true;
        public bool? Says { get; set; }
        public Exception? Failure { get; set; }
        public int Asked => _asked;

        public async Task<bool?> IsUnderMaintenance(CancellationToken cancel)
        {
            Interlocked.Increment(ref _asked);
            await Task.Yield();
            return Failure is null ? Says : throw Failure;
        }

        public Task<BankReply> Ask(BankQuestion question, CancellationToken cancel) =>
            Task.FromResult<BankReply>(new BankReply.Failed());
    }
}
