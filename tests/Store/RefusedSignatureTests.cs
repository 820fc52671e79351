using Periksa.Partners;

namespace Periksa.Store.Tests;

public sealed class RefusedSignatureTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const string Operation = "POST /snap/v1.0/access-token/b2b";

    readonly KeptLog<RefusedSignatures> _log = new();

    public async ValueTask InitializeAsync() => await shop.Execute("truncate refused_signatures");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("The body was minified twice.")]
    [InlineData(null)]
    public async Task Is_written_down_with_the_mistake_that_explains_it(string? cause)
    {
        await Examined(signatures => signatures.Examine(Of(Shop.Toko), Operation, () => cause));

        Assert.Equal(
            (shop.Clock.Now.UtcDateTime, Shop.Toko, "paydia", "toko-8f54", Operation, cause),
            await shop.Ask<(DateTime, string, string, string, string, string?)>(
                "select at, partner, dialect, credential, operation, cause from refused_signatures"));
    }

    [Fact]
    public async Task Is_examined_twenty_times_a_minute_for_each_partner_and_then_dropped()
    {
        // A minute that turns in between allows twenty more.
        await Examined(signatures =>
        {
            for (var i = 0; i < 50; i++)
                signatures.Examine(Of(Shop.Toko), Operation, () => null);

            signatures.Examine(Of(Shop.Warung), Operation, () => null);
        });

        Assert.InRange(await Count(Shop.Toko), 20, 40);
        Assert.Equal(1, await Count(Shop.Warung));
    }

    [Fact]
    public async Task Is_dropped_where_too_many_wait_and_nobody_waits_for_that()
    {
        using var busy = new SemaphoreSlim(0);
        using var signatures = New();
        await signatures.StartAsync(default);
        signatures.Examine(Of("slow"), Operation, () =>
        {
            busy.Wait();
            return null;
        });

        for (var i = 0; i < 500; i++)
            signatures.Examine(Of($"partner-{i}"), Operation, () => null);

        busy.Release();
        await WaitFor(signatures, "last");
        Assert.InRange(await shop.Ask<int>("select count(*) from refused_signatures"), 3, 70);
    }

    [Fact]
    public async Task Does_not_end_the_work_when_an_examination_throws()
    {
        await Examined(signatures =>
        {
            signatures.Examine(Of(Shop.Toko), Operation, () => throw new InvalidOperationException("bad key"));
            signatures.Examine(Of(Shop.Toko), "no text: \0", () => null);
            signatures.Examine(Of(Shop.Toko), Operation, () => "It was the hex digest.");
        });

        Assert.Equal(1, await Count(Shop.Toko));
        Assert.Equal(2, _log.Texts.Count(text => text.Contains("was not examined", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Keeps_the_latest_thousand_of_each_partner()
    {
        await shop.Execute("""
            insert into refused_signatures (at, partner, dialect, credential, operation)
            select now(), partner, 'paydia', 'c', i::text
            from generate_series(1, 1200) i, unnest(array['toko', 'warung']) as partner
            """);

        await Examined(signatures => signatures.Examine(Of(Shop.Toko), "newest", () => null));

        Assert.Equal((1000, 1200), (await Count(Shop.Toko), await Count(Shop.Warung)));
        Assert.Equal((1, 0, 1), await shop.Ask<(int, int, int)>("""
            select count(*) filter (where operation = 'newest')::int, count(*) filter (where operation = '201')::int,
                   count(*) filter (where operation = '202')::int
            from refused_signatures where partner = 'toko'
            """));
    }

    static Credential Of(string partner) => new(new("paydia"), new($"{partner}-8f54"), new(new(partner), Active: true));

    RefusedSignatures New() => new(shop.Source, shop.Clock, _log);

    // All that was handed in before it has been examined when this has.
    async Task Examined(Action<RefusedSignatures> examine)
    {
        using var signatures = New();
        await signatures.StartAsync(default);
        examine(signatures);
        await WaitFor(signatures, "last");
        await shop.Execute("delete from refused_signatures where partner = 'last'");
    }

    async Task WaitFor(RefusedSignatures signatures, string last)
    {
        for (var tries = 0; await Count(last) == 0; tries++)
        {
            Assert.True(tries < 200, "It was not examined.");
            if (tries % 20 == 0)
                signatures.Examine(Of(last), Operation, () => null);

            await Task.Delay(50);
        }

        await signatures.StopAsync(default);
    }

    Task<int> Count(string partner) => shop.Ask<int>(
        "select count(*) from refused_signatures where partner = @partner", new { partner });
}
