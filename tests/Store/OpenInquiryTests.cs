using Periksa.Inquiries;
using Periksa.Inquiries.Recording;

namespace Periksa.Store.Tests;

/// <summary>Inquiries that were asked outside: kept open until the first host to know writes down how they
/// ended.</summary>
public sealed class OpenInquiryTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly DateOnly Day = new(2025, 3, 11);

    OpenInquiries Open => new(shop.Source);

    public async ValueTask InitializeAsync() => await shop.ForgetInquiries();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Is_ended_once_when_two_hosts_end_it_at_once()
    {
        var hosts = new[] { await shop.OpenLog(), await shop.OpenLog() };

        for (var round = 0; round < 20; round++)
        {
            var opened = Enumerable.Range(0, 20).Select(i => shop.Opening(Keys($"{round}-{i}"))).ToList();
            await Task.WhenAll(opened.Select(one => hosts[0].Open(one)));

            var verdicts = await Task.WhenAll(hosts.SelectMany((host, i) => opened.Select(async one =>
                (one.Id, (await host.Close(Told(shop.Closing(one, Outcomes[i])))).Verdict))));

            Assert.All(
                verdicts.GroupBy(one => one.Id, one => one.Verdict),
                pair => Assert.Equal([InquiryVerdict.Recorded, InquiryVerdict.ClosedElsewhere], pair.Order()));
        }

        Assert.Equal((400, 400, 0), await Counts());
    }

    [Fact]
    public async Task Is_ended_once_when_one_host_ends_it_twice_in_one_group()
    {
        var opened = Enumerable.Range(0, 5).Select(i => shop.Opening(Keys($"{i}"))).ToList();
        await Opened(opened);

        var inquiryLog = shop.ClosedLog();
        var waiting = opened
            .Select(one => inquiryLog.Close(Told(shop.Closing(one))))
            .Append(inquiryLog.Close(Told(shop.Closing(opened[2], InquiryOutcome.Unanswered))))
            .ToList();
        await inquiryLog.StartAsync(CancellationToken.None);
        var entries = await Task.WhenAll(waiting);

        Assert.Equal(5, entries.Count(entry => entry.Verdict is InquiryVerdict.Recorded));
        Assert.Single(entries, entry => entry.Verdict is InquiryVerdict.ClosedElsewhere);
        Assert.Equal((5, 5, 0), await Counts());
    }

    /// <summary>Its callback shows the number as it was sent, whichever host goes on with it.</summary>
    [Fact]
    public async Task Keeps_how_its_number_was_sent()
    {
        var wallet = BankAccount.Of("gopay", "+6281234567890");
        await Opened([shop.Opening(Keys("wallet")) with { Account = wallet }, shop.Opening(Keys("bank"))]);
        await shop.Execute("update open_inquiries set leased_until = now() - interval '1 s'");

        var taken = await Open.Take(10, CancellationToken.None);

        Assert.Equal(2, taken.Count);
        var one = Assert.Single(taken, inquiry => inquiry.Account == wallet).Account;
        Assert.Equal(("081234567890", "+6281234567890"), (one.Number, one.Shown));
        Assert.Null(Assert.Single(taken, inquiry => inquiry.Account != wallet).Account.AsSent);
    }

    [Fact]
    public async Task Pays_for_its_miss_into_debt_and_owes_no_more_than_one_budget()
    {
        var opened = Enumerable.Range(0, 8).Select(i => shop.Opening(Keys($"{i}"), Shop.Warung)).ToList();
        await Opened(opened);
        var inquiryLog = await shop.OpenLog();

        await Missed(inquiryLog, opened[..4]);
        Assert.Equal(-1, await shop.Ask<double>("select left_now from miss_budgets"), 0.5);

        await Missed(inquiryLog, opened[4..]);
        Assert.Equal(-3, await shop.Ask<double>("select left_now from miss_budgets"), 0.5);
        Assert.True(shop.Budgets.IsSpent(new Partner(new(Shop.Warung), Active: true) { MissBudget = 3 }));
    }

    [Fact]
    public async Task Is_had_by_one_host_at_a_time()
    {
        var opened = Enumerable.Range(0, 200).Select(i => shop.Opening(Keys($"{i}"))).ToList();
        var inquiryLog = await shop.OpenLog();
        await Task.WhenAll(opened.Select(one => inquiryLog.Open(one)));
        Assert.Empty(await Open.Take(10, CancellationToken.None));   // whoever opened it has it

        await Free();
        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Open.Take(20, CancellationToken.None)));

        Assert.All(taken, some => Assert.InRange(some.Count, 0, 20));
        Assert.Equal(
            opened.Select(one => one.Id.Value).Order(),
            taken.SelectMany(some => some).Select(one => one.Id.Value).Order());
        Assert.Empty(await Open.Take(10, CancellationToken.None));
    }

    [Fact]
    public async Task Comes_back_as_it_was_opened()
    {
        var meant = new Intent { Amount = Money.Rupiah(150_000), Purpose = "01", DeviceId = "Gerät \"1\"" };
        var opened = shop.Opening(Keys("same")) with { Intent = meant };
        var bare = shop.Opening(Keys("bare") with { Reference = null }, credential: null);
        await Opened([opened, bare]);
        await Free();

        Assert.Equal([opened], await Open.Take(10, CancellationToken.None));
        Assert.Equal(
            [bare, opened],
            (await Open.Overdue(opened.GiveUpAt, 10, CancellationToken.None)).OrderBy(one => one.Keys.DayKey));
    }

    [Fact]
    public async Task Is_overdue_at_its_time_whoever_has_it()
    {
        await Opened([shop.Opening(Keys("late"))]);
        var at = shop.Clock.Now.AddMinutes(1);

        Assert.Empty(await Open.Overdue(at.AddMilliseconds(-1), 10, CancellationToken.None));
        Assert.Single(await Open.Overdue(at, 10, CancellationToken.None));
        Assert.Empty(await Open.Overdue(at, 0, CancellationToken.None));
    }

    [Fact]
    public async Task Is_asked_about_again_after_the_pause_for_which_it_was_put_back()
    {
        var opened = shop.Opening(Keys("back"));
        await Opened([opened]);

        await Open.PutBack(opened.Id, TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Empty(await Open.Take(10, CancellationToken.None));

        await Open.PutBack(opened.Id, TimeSpan.Zero, CancellationToken.None);
        Assert.Single(await Open.Take(10, CancellationToken.None));
    }

    /// <summary>Whichever host goes on with it knows where it stands.</summary>
    [Fact]
    public async Task Keeps_what_its_provider_calls_it_and_how_often_it_was_asked()
    {
        var opened = shop.Opening(Keys("late")) with { Route = new("bank"), IsVirtualAccount = true };
        await Opened([opened, shop.Opening(Keys("other")) with { Route = new("bank") }]);

        await (await shop.OpenLedger()).Keep(opened.Id, "bank-7");
        await Open.PutBack(opened.Id, TimeSpan.FromSeconds(2), CancellationToken.None);
        await Open.PutBack(opened.Id, TimeSpan.FromSeconds(5), CancellationToken.None);
        await Open.PutBack(opened.Id, TimeSpan.Zero, CancellationToken.None);

        var kept = opened with { ProviderId = "bank-7", Asked = 2 };
        Assert.Equal([kept], await Open.Take(10, CancellationToken.None));
        Assert.Equal([kept], await Open.Find(new("bank"), "bank-7", CancellationToken.None));
        Assert.Empty(await Open.Find(new("another"), "bank-7", CancellationToken.None));
    }

    [Fact]
    public async Task Ends_when_the_route_gives_up_by_which_it_is_asked()
    {
        var opened = shop.Opening(Keys("late")) with { Route = new("first") };
        await Opened([opened]);
        var end = opened.AskedAt.AddSeconds(10);

        await (await shop.OpenLedger()).Write(
            opened.Id, opened.Partner, "014", new(new("second"), StepKind.Asked), end);

        Assert.Equal(new RouteName("second"), Assert.Single(
            await Open.Overdue(end, 10, CancellationToken.None)).Route);
        Assert.Empty(await Open.Overdue(end.AddSeconds(-1), 10, CancellationToken.None));
    }

    [Fact]
    public async Task Of_a_virtual_account_ends_with_what_is_owed()
    {
        var opened = shop.Opening(Keys("virtual")) with { IsVirtualAccount = true };
        await Opened([opened]);
        var inquiryLog = await shop.OpenLog();

        await inquiryLog.Close(shop.Closing(opened) with { IsVirtualAccount = true, Owed = Money.Rupiah(15_000) });

        Assert.Equal((true, 1_500_000L), await shop.Ask<(bool, long)>("select is_virtual, owed from inquiries"));
    }

    [Fact]
    public async Task Is_not_asked_about_again_where_nobody_would_hear_of_it()
    {
        await Opened([shop.Opening(Keys("unheard"), credential: null)]);
        await Free();

        Assert.Empty(await Open.Take(10, CancellationToken.None));
    }

    static readonly InquiryOutcome[] Outcomes = [InquiryOutcome.Found, InquiryOutcome.Unanswered];

    static OnceKeys Keys(string key) => new("open", Day, key, new Reference($"r{key}"));

    async Task Opened(IEnumerable<OpenInquiry> inquiries)
    {
        var inquiryLog = await shop.OpenLog();
        await Task.WhenAll(inquiries.Select(one => inquiryLog.Open(one)));
    }

    async Task Missed(InquiryLog inquiryLog, IEnumerable<OpenInquiry> inquiries)
    {
        var entries = await Task.WhenAll(inquiries.Select(
            one => inquiryLog.Close(shop.Closing(one, InquiryOutcome.NotFound) with { MissBudget = 3 })));
        Assert.All(entries, entry => Assert.Equal(InquiryVerdict.Recorded, entry.Verdict));
    }

    Task Free() => shop.Execute("update open_inquiries set leased_until = clock_timestamp() - interval '1 s'");

    InquiryRecord Told(InquiryRecord record) =>
        record with { Callback = new(new("MCPD1"), new byte[] { 1 }, shop.Clock.Now) };

    async Task<(int Inquiries, int Messages, int Open)> Counts() => await shop.Ask<(int, int, int)>("""
        select (select count(*) from inquiries)::int, (select count(*) from callback_messages)::int,
               (select count(*) from open_inquiries)::int
        """);
}
