using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Inquiries;
using Periksa.Inquiries.Recording;
using Periksa.Partners.Misses;
using Periksa.Postgres;

namespace Periksa.Store.Tests;

public sealed class MissBudgetTests(Shop shop) : IClassFixture<Shop>
{
    static readonly Partner Warung = new(new(Shop.Warung), Active: true) { MissBudget = 50 };

    [Fact]
    public async Task Is_spent_by_misses_alone_on_any_number_of_hosts_and_known_everywhere()
    {
        await Refill();
        var (one, other) = (await shop.OpenLog(), await shop.OpenLog());

        var hits = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => one.Record(shop.Record(Shop.Warung))));
        Assert.All(hits, entry => Assert.Equal(InquiryVerdict.Recorded, entry.Verdict));
        Assert.False(shop.Budgets.IsSpent(Warung));

        var misses = await Task.WhenAll(
            Enumerable.Range(0, 120).Select(i => (i % 2 == 0 ? one : other).Record(Miss())));
        Assert.Equal(50, misses.Count(entry => entry.Verdict is InquiryVerdict.Recorded));
        Assert.Equal(70, misses.Count(entry => entry.Verdict is InquiryVerdict.MissBudgetSpent));
        Assert.True(shop.Budgets.IsSpent(Warung));

        var elsewhere = new MissBudgets();
        await using var connection = await shop.Source.OpenConnectionAsync();
        await elsewhere.Refresh(connection);
        Assert.True(elsewhere.IsSpent(Warung));
        Assert.False(elsewhere.IsSpent(Warung with { MissBudget = null }));
        Assert.False(elsewhere.IsSpent(new Partner(new(Shop.Toko), true) { MissBudget = 50 }));
    }

    [Fact]
    public async Task Comes_back_by_one_a_minute_up_to_its_size()
    {
        var inquiryLog = await shop.OpenLog();
        await Refill();
        await inquiryLog.Record(Miss());

        await shop.Execute("update miss_budgets set left_now = 0, learned_at = now() - interval '2 minutes'");
        Assert.Equal(InquiryVerdict.Recorded, (await inquiryLog.Record(Miss())).Verdict);
        Assert.Equal(InquiryVerdict.Recorded, (await inquiryLog.Record(Miss())).Verdict);
        Assert.Equal(InquiryVerdict.MissBudgetSpent, (await inquiryLog.Record(Miss())).Verdict);

        await shop.Execute("update miss_budgets set learned_at = now() - interval '1 year'");
        await inquiryLog.Record(Miss());
        Assert.Equal(49, await shop.Ask<double>("select left_now from miss_budgets"), 0.01);
    }

    [Fact]
    public async Task Bills_no_miss_that_it_refuses()
    {
        var inquiryLog = await shop.OpenLog();
        await Refill();
        var at = shop.Clock.Now.AddDays(50);

        await Task.WhenAll(Enumerable.Range(0, 80).Select(_ => inquiryLog.Record(Miss(at))));

        Assert.Equal(50, await shop.Ask<int>("select lines from invoice_totals where day = '2025-04-30'"));
        Assert.Equal(50, await shop.Ask<int>("select count(*) from inquiries where day = '2025-04-30'"));
    }

    /// <summary>Nobody is refused for being one of many under way; what all of them owe is worked off before the next
    /// is asked, whichever host it comes to.</summary>
    [Fact]
    public async Task Lets_a_hundred_be_asked_outside_at_once_and_the_next_when_their_debt_is_worked_off()
    {
        await shop.ForgetInquiries();
        var hosts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => shop.OpenHost()));
        await Owe(-1.24);

        var first = await Open(hosts, "first");
        Assert.All(first, one => Assert.Equal(InquiryVerdict.Recorded, one.Verdict));
        Assert.Equal(1.24, await Left(), 0.5);

        var closed = await Task.WhenAll(first.Select((one, i) => hosts[i % 2].Close(
            shop.Closing(one.Opened, InquiryOutcome.NotFound) with { MissBudget = 50 })));
        Assert.All(closed, entry => Assert.Equal(InquiryVerdict.Recorded, entry.Verdict));
        Assert.Equal(-50, await Left(), 0.5);

        // A minute later one has come back, and 49 are owed; then another.
        foreach (var round in new[] { "second", "third" })
        {
            await Pass(minutes: 1);
            Assert.All(await Open(hosts, round), one => Assert.Equal(InquiryVerdict.MissBudgetSpent, one.Verdict));
        }

        Assert.Equal(0, await shop.Ask<int>("select count(*) from open_inquiries"));
        Assert.Equal(100, await shop.Ask<int>("select count(*) from day_keys"));
        Assert.Equal(100, await shop.Ask<int>("select count(*) from once_references"));

        await Pass(minutes: 49);
        Assert.All(await Open(hosts, "third"), one => Assert.Equal(InquiryVerdict.Recorded, one.Verdict));
        await Task.WhenAll(hosts.Select(host => host.StopAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task Is_known_to_be_spent_where_a_question_was_not_let_out()
    {
        await shop.ForgetInquiries();
        await Owe(3);
        var budgets = new MissBudgets();
        var host = await shop.OpenHost(budgets);
        Assert.False(budgets.IsSpent(Warung));

        var (_, verdict) = (await Open([host], "once"))[0];

        Assert.Equal(InquiryVerdict.MissBudgetSpent, verdict);
        Assert.True(budgets.IsSpent(Warung));
        await host.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Lets_those_be_opened_beside_whoever_has_none_left()
    {
        await shop.ForgetInquiries();
        await Owe(3);
        var inquiryLog = shop.ClosedLog();
        var waiting = new[]
        {
            inquiryLog.Open(Opening("a")),
            inquiryLog.Open(Opening("b") with { MissBudget = null }),
            inquiryLog.Open(shop.Opening(Keys("c"), Shop.Toko) with { MissBudget = 50 }),
            inquiryLog.Open(Opening("d")),
        };
        await inquiryLog.StartAsync(CancellationToken.None);

        Assert.Equal(
            [InquiryVerdict.MissBudgetSpent, InquiryVerdict.Recorded, InquiryVerdict.Recorded,
                InquiryVerdict.MissBudgetSpent],
            (await Task.WhenAll(waiting)).Select(entry => entry.Verdict));
    }

    /// <summary>Without keys nothing is written down before the bank is asked.</summary>
    [Fact]
    public async Task Is_paid_for_into_debt_by_what_was_asked_outside_and_kept_to_by_what_is_known_at_once()
    {
        await Refill();
        await Owe(-3);
        var inquiryLog = shop.ClosedLog();
        var outside = Enumerable.Range(0, 5)
            .Select(_ => inquiryLog.Record(Miss() with { IsFromOutside = true })).ToArray();
        var atOnce = Enumerable.Range(0, 5).Select(_ => inquiryLog.Record(Miss())).ToArray();
        await inquiryLog.StartAsync(CancellationToken.None);

        Assert.All(await Task.WhenAll(outside), entry => Assert.Equal(InquiryVerdict.Recorded, entry.Verdict));
        Assert.Equal(3, (await Task.WhenAll(atOnce)).Count(entry => entry.Verdict is InquiryVerdict.Recorded));
        Assert.Equal(-5, await Left(), 0.5);

        Assert.Equal(InquiryVerdict.MissBudgetSpent, (await inquiryLog.Record(Miss())).Verdict);
        Assert.Equal(-5, await Left(), 0.5);
        await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => inquiryLog.Record(Miss() with { IsFromOutside = true })));
        Assert.Equal(-50, await Left(), 0.5);
    }

    [Fact]
    public async Task Is_owed_no_deeper_than_once_its_size_from_the_first_miss_on()
    {
        await Refill();
        var inquiryLog = shop.ClosedLog();
        var waiting = Enumerable.Range(0, 200)
            .Select(_ => inquiryLog.Record(Miss() with { IsFromOutside = true })).ToArray();
        await inquiryLog.StartAsync(CancellationToken.None);
        await Task.WhenAll(waiting);

        Assert.Equal(-50, await Left(), 0.5);
    }

    [Fact]
    public async Task Is_paid_from_as_often_as_there_is_a_miss_left_on_any_number_of_hosts()
    {
        await Refill();
        var account = new MissAccount("ipg-channel:bank", 50);
        var known = new[] { new MissBudgets(), new MissBudgets() };
        var hosts = known.Select(Accounts).ToArray();
        await Task.WhenAll(hosts.Select(host => host.StartAsync(CancellationToken.None)));

        Assert.True(await hosts[1].MayAsk(account, Patience.Usual));
        var paid = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => hosts[i % 2].Pay(account, Patience.Usual)));

        Assert.Equal(50, paid.Count(one => one));
        Assert.False(await hosts[1].MayAsk(account, Patience.Usual));
        Assert.True(await hosts[1].MayAsk(new(Shop.Warung, 50), Patience.Usual));
        var channel = new Credential(new("ipg-channel"), new("bank"), Warung) { MissBudget = 50 };
        Assert.All(known, one => Assert.True(one.IsSpent(channel)));
        Assert.All(known, one => Assert.False(one.IsSpent(channel with { MissBudget = null })));
        Assert.All(known, one => Assert.False(one.IsSpent(Warung)));
        Assert.Equal(0, await Left(account.Owner), 0.5);

        // Asking costs nothing, and a whole one must have come back.
        await Pass(minutes: 0.5, account.Owner);
        Assert.False(await hosts[0].MayAsk(account, Patience.Usual));
        Assert.False(await hosts[0].Pay(account, Patience.Usual));
        await Pass(minutes: 0.6, account.Owner);
        Assert.True(await hosts[0].MayAsk(account, Patience.Usual));
        Assert.True(await hosts[1].Pay(account, Patience.Usual));
        await Task.WhenAll(hosts.Select(host => host.StopAsync(CancellationToken.None)));
    }

    async Task<(OpenInquiry Opened, InquiryVerdict Verdict)[]> Open(InquiryLog[] hosts, string round) =>
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            var opening = Opening($"{round}-{i}");
            return (opening, (await hosts[i % hosts.Length].Open(opening)).Verdict);
        }));

    OpenInquiry Opening(string key) => shop.Opening(Keys(key), Shop.Warung) with { MissBudget = 50 };

    static OnceKeys Keys(string key) => new("misses", new(2025, 3, 11), key, new Reference($"r-{key}"));

    MissAccounts Accounts(MissBudgets budgets) =>
        new(shop.Source, shop.Source, budgets, NullLogger<MissAccounts>.Instance);

    Task Owe(double misses) => shop.Execute(
        """
        insert into miss_budgets (partner, left_now, admitted, learned_at)
        values (@Warung, -@misses, 0, clock_timestamp())
        """,
        new { Shop.Warung, misses });

    Task Pass(double minutes, string owner = Shop.Warung) => shop.Execute(
        "update miss_budgets set learned_at = learned_at - interval '1 minute' * @minutes where partner = @owner",
        new { minutes, owner });

    Task<double> Left(string owner = Shop.Warung) =>
        shop.Ask<double>("select left_now from miss_budgets where partner = @owner", new { owner });

    async Task Refill()
    {
        await shop.Execute("truncate miss_budgets");
        await using var connection = await shop.Source.OpenConnectionAsync();
        await shop.Budgets.Refresh(connection);
    }

    InquiryRecord Miss(DateTimeOffset? at = null) =>
        shop.Record(Shop.Warung, InquiryOutcome.NotFound, at) with { MissBudget = 50 };
}
