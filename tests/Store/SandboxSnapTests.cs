using Periksa.Bills;
using Periksa.Sandbox.Store;

namespace Periksa.Store.Tests;

/// <summary>What the sandbox's controls do to callers that sign, and to inquiries without an outcome.</summary>
public sealed class SandboxSnapTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly TimeSpan Century = TimeSpan.FromDays(36_500);
    static readonly DateTimeOffset Ahead = TimeProvider.System.GetUtcNow().AddDays(2);

    static readonly SandboxWorld World = new(
        [
            new("maju", "Maju", true, Money.Zero, HasLimits: false, new("maju", "key-of-maju", Money.Rupiah(1)))
            {
                Snap =
                [
                    new("ifortepay", "MCPD1", "secret-1", RsaKeys.Public, "sandbox:/inbox/maju"),
                    new("paydia", "8f54", "secret-2", RsaKeys.Public, CallbackUrl: null),
                ],
                Credentials =
                [
                    new("snap", "MAJU")
                    {
                        PayingAccount = new("88", Money.Rupiah(1_000_000)),
                    },
                ],
            },
        ],
        [],
        Bills:
        [
            new("maju", "1234567890123456", BillType.Close, null, new("Ani", null, null, null), "Bill", null, null,
                Money.Rupiah(1), Money.Zero, null, null, (null, "Bill")),
        ]);

    public async ValueTask InitializeAsync() => await shop.Sandbox.Reset(World, CancellationToken.None);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Leaves_away_the_endpoint_that_a_user_took_away()
    {
        await shop.Execute("delete from callback_endpoints");
        await shop.Load(World);
        Assert.Equal(0, await shop.Ask<int>("select count(*) from callback_endpoints"));

        await shop.Execute("delete from credentials where name = 'MCPD1'");
        await Task.WhenAll(shop.Load(World), shop.Load(World));
        Assert.Equal("sandbox:/inbox/maju", await shop.Ask<string>("select url from callback_endpoints"));
        Assert.Equal(4, await shop.Ask<int>("select count(*) from credentials"));
    }

    /// <summary>Its folder may have been filled by a build that did not know what a bank is.</summary>
    [Fact]
    public async Task Says_of_its_own_bank_that_it_is_one_whoever_has_added_it()
    {
        var channel = new SandboxChannel(
            "bank", "Bank", "key-of-bank", [], MustSign: false, HasLimits: false, MissBudget: null)
        {
            Credentials = [new("snap", "BANK")],
        };
        var world = World with { Channels = [channel] };
        await shop.Load(world);
        await shop.Execute("update credentials set is_bank = false");

        await shop.Load(world);

        Assert.Equal("BANK", await shop.Ask<string>("select name from credentials where is_bank"));
    }

    [Fact]
    public async Task Gives_a_paying_account_what_it_begins_with_once()
    {
        await Task.WhenAll(shop.Load(World), shop.Load(World));

        Assert.Equal(Money.Rupiah(1_000_000), await shop.AccountBalance("88"));
        Assert.Equal(0, await shop.Ask<int>("select count(*) from fee_rules where partner = 'maju'"));
    }

    [Fact]
    public async Task Empties_what_was_recorded_and_keeps_the_keys_of_tokens()
    {
        await shop.Execute("""
            insert into token_keys values ('k1', '\x00', now());
            insert into open_inquiries
            select gen_random_uuid(), now(), 'd', 'p', 'b', 'a', 'c', '2025-03-11', 'k', null, 'x', now(), now();
            insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
            values ('d', 'c', gen_random_uuid(), '', now(), now());
            insert into callback_attempts select id, 1, now(), 'u', 200, null, 1 from callback_messages;
            insert into laxities values ('p', 'd', 'w', 1, now());
            insert into refused_signatures (at, partner, dialect, credential, operation)
            values (now(), 'p', 'd', 'c', 'o');
            insert into once_references values ('c', 'r', gen_random_uuid());
            insert into sandbox_inbox (name, received_at, method, path, header_names, header_values, body)
            values ('n', now(), 'POST', '/', '{}', '{}', '');
            insert into sandbox_inbox_answers values ('n', 503, 0);
            update bills set voided_at = now();
            """);

        await shop.Sandbox.Reset(World, CancellationToken.None);

        foreach (var table in new[]
        {
            "open_inquiries", "callbacks", "callback_attempts", "laxities", "refused_signatures",
            "once_references", "sandbox_inbox", "sandbox_inbox_answers",
        })
        {
            Assert.Equal(0, await shop.Ask<int>($"select count(*) from {table}"));
        }

        Assert.Equal("k1", await shop.Ask<string>("select id from token_keys"));
        Assert.False(await shop.Ask<bool>("select voided_at is not null from bills"));
        Assert.Equal(4, await shop.Ask<int>("select count(*) from credentials"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stays_in_a_time_to_come_while_an_inquiry_of_it_is_open_or_told_of(bool isOpen)
    {
        var inquiryLog = await shop.OpenLog();
        await shop.Sandbox.Advance(TimeSpan.FromDays(2), Century, CancellationToken.None);
        var keys = new OnceKeys("ahead", new(2025, 3, 11), $"{isOpen}", Reference: null);
        if (isOpen)
            await inquiryLog.Open(shop.Opening(keys) with { AskedAt = Ahead });
        else
            await inquiryLog.Record(shop.Keyed(keys) with { Callback = new(new("MCPD1"), new byte[] { 1 }, Ahead) });

        Assert.False(await shop.Sandbox.ReturnToRealTime(CancellationToken.None));
        Assert.True(await shop.Ask<bool>("select offset_seconds > 0 from sandbox_clock"));

        await shop.ForgetInquiries();
        Assert.True(await shop.Sandbox.ReturnToRealTime(CancellationToken.None));
    }

    [Fact]
    public async Task Goes_back_while_an_inquiry_of_the_past_is_open()
    {
        await (await shop.OpenLog()).Open(shop.Opening(new("past", new(2025, 3, 11), "k", null)));
        await shop.Sandbox.Advance(TimeSpan.FromDays(2), Century, CancellationToken.None);

        Assert.True(await shop.Sandbox.ReturnToRealTime(CancellationToken.None));
    }
}
