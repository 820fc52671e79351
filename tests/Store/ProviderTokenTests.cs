using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Store.Tests;

/// <summary>Tokens of providers: asked for once, shared, sealed.</summary>
public sealed class ProviderTokenTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    int _asked;

    public async ValueTask InitializeAsync() => await shop.Execute("delete from provider_tokens");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Are_asked_for_once_by_any_number_of_callers_and_hosts()
    {
        ProviderTokens[] hosts = [Host(), Host(), Host()];

        var tokens = await Task.WhenAll(Enumerable.Range(0, 90).Select(i => Get(hosts[i % 3], slowly: true)));

        Assert.Equal(1, _asked);
        Assert.All(tokens, token => Assert.Equal("token-1", token));
    }

    [Fact]
    public async Task Are_asked_for_anew_when_the_provider_refuses_one_and_then_shared_again()
    {
        var (one, other) = (Host(), Host());
        Assert.Equal("token-1", await Get(one));
        Assert.Equal("token-1", await Get(other));

        Assert.Equal("token-2", await Get(one, refused: "token-1"));
        Assert.Equal("token-2", await Get(other, refused: "token-1"));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Are_renewed_shortly_before_they_end()
    {
        var host = Host();
        await Get(host, lifetime: TimeSpan.FromMilliseconds(300));
        await Task.Delay(290, TestContext.Current.CancellationToken);

        Assert.Equal("token-2", await Get(host));
    }

    [Fact]
    public async Task Are_none_where_the_provider_gives_none_and_nobody_is_kept_from_asking_again()
    {
        var host = Host();

        Assert.Null(await host.Get(
            "bank-a", _ => Task.FromResult<ProviderToken?>(null), refused: null, Patience, default));
        Assert.Equal("token-1", await Get(host));
    }

    /// <summary>Else a provider whose tokens take long would never have given one.</summary>
    [Fact]
    public async Task That_nobody_waits_for_any_more_are_there_for_the_next()
    {
        var host = Host();

        await Assert.ThrowsAsync<TimeoutException>(
            () => Get(host, slowly: true, patience: TimeSpan.FromMilliseconds(20)));

        Assert.Equal("token-1", await Get(host));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Are_not_to_be_read_in_the_database()
    {
        await Get(Host());

        var stored = await shop.Ask<byte[]>("select token from provider_tokens where connector = 'bank-a'");
        Assert.Equal(-1, stored.AsSpan().IndexOf("token-1"u8));
    }

    ProviderTokens Host() => new(shop.Source, Shop.Seals);

    Task<string?> Get(
        ProviderTokens host,
        string? refused = null,
        TimeSpan? lifetime = null,
        bool slowly = false,
        TimeSpan? patience = null) =>
        host.Get(
            "bank-a",
            async cancel =>
            {
                var number = Interlocked.Increment(ref _asked);
                if (slowly)
                    await Task.Delay(100, cancel);

                return new ProviderToken($"token-{number}", lifetime ?? TimeSpan.FromMinutes(15));
            },
            refused,
            patience ?? Patience,
            TestContext.Current.CancellationToken);
}
