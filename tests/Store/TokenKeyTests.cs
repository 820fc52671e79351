using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Partners;
using Periksa.Partners.Sealing;
using Periksa.Partners.Tokens;

namespace Periksa.Store.Tests;

public sealed class TokenKeyTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly MasterKeys Others = new(new MasterKey("other", [.. Enumerable.Repeat((byte)7, 32)]));

    public async ValueTask InitializeAsync() => await shop.Execute("truncate token_keys");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Is_made_once_by_many_hosts_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Renew()));

        var key = Assert.Single(await Known());
        Assert.Equal((32, shop.Clock.Now), (key.Secret.Length, key.MadeAt));
    }

    [Fact]
    public async Task Is_followed_by_another_a_day_later_and_forgotten_after_three()
    {
        var start = shop.Clock.Now;
        try
        {
            await Renew();
            var first = Assert.Single(await Known());

            await At(start.AddDays(1).AddSeconds(-1));
            Assert.Single(await Known());
            await At(start.AddDays(1));
            Assert.Equal([start, start.AddDays(1)], (await Known()).Select(key => key.MadeAt));
            Assert.Equal(first.Secret, (await Known())[0].Secret);

            await At(start.AddDays(2));
            await At(start.AddDays(3));
            Assert.Equal(4, (await Known()).Count);
            await At(start.AddDays(4));
            Assert.Equal(start.AddDays(1), (await Known())[0].MadeAt);
        }
        finally
        {
            shop.Clock.Now = start;
        }

        Task At(DateTimeOffset now)
        {
            shop.Clock.Now = now;
            return Renew();
        }
    }

    [Fact]
    public async Task Lies_in_the_database_sealed()
    {
        await Renew();
        var secret = Assert.Single(await Known()).Secret;

        var whole = await shop.Ask<byte[]>("select sealed from token_keys");

        Assert.Equal(-1, whole.AsSpan().IndexOf(secret));
        await shop.Execute("update token_keys set id = 'elsewhere'");
        Assert.Empty(await Known());   // it was sealed for another place
    }

    // Otherwise a host whose master key was changed would sign nothing for up to a day.
    [Fact]
    public async Task Is_made_anew_where_no_master_key_opens_the_one_there_is()
    {
        await Renew(Others);
        Assert.Empty(await Known());

        await Renew();
        await Renew();
        await Renew(Others);

        Assert.Single(await Known());
        Assert.Equal(2, await shop.Ask<int>("select count(*) from token_keys"));
    }

    [Fact]
    public async Task Is_not_followed_by_one_that_a_host_at_work_could_not_open()
    {
        var start = shop.Clock.Now;
        try
        {
            await Renew();
            shop.Clock.Now = start.AddDays(1);
            await shop.Execute("""
                insert into hosts (name, version, seen_at, keys, memory_age)
                values ('left-behind', '1', clock_timestamp() + interval '1 minute', '{other}', '0')
                """);
            var log = new KeptLog<TokenKeys>();

            await new TokenKeys(shop.Source, Shop.Seals, shop.Shared, log).Renew(CancellationToken.None);

            Assert.Single(await Known());
            Assert.Contains(
                "left-behind does not have the master key shop", Assert.Single(log.Texts), StringComparison.Ordinal);

            await shop.Execute("delete from hosts");
            await Renew();
            Assert.Equal(2, (await Known()).Count);
        }
        finally
        {
            shop.Clock.Now = start;
            await shop.Execute("delete from hosts");
        }
    }

    Task Renew(MasterKeys? seals = null) => new TokenKeys(
        shop.Source, seals ?? Shop.Seals, shop.Shared, NullLogger<TokenKeys>.Instance).Renew(CancellationToken.None);

    async Task<IReadOnlyList<TokenKey>> Known()
    {
        await using var connection = await shop.Source.OpenConnectionAsync();
        return await TokenKeys.Read(connection, new(Shop.Seals));
    }
}
