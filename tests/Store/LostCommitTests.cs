using Periksa.Inquiries;
using Periksa.Inquiries.Recording;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

public sealed class LostCommitTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Is_found_out_and_bills_nobody_twice()
    {
        var day = shop.Clock.Now.AddDays(60);
        await using var cable = new Cable(shop.ConnectionString);
        await using var source = cable.Open();
        var inquiryLog = await shop.OpenLog(new InquiryLogOptions { Writers = 1 }, source);

        // Both statements are prepared now, so that the next answer is a commit's.
        await inquiryLog.Record(shop.Record(at: day));
        await inquiryLog.Record(shop.Record(at: day) with { Keys = new("lost", new(2025, 3, 11), "first", null) });

        cable.SwallowAnswers();
        var waiting = Enumerable.Range(0, 20).Select(i => inquiryLog.Record(shop.Record(at: day) with
        {
            Keys = i % 2 == 0 ? new("lost", new(2025, 3, 11), $"key-{i}", new Reference($"reference-{i}")) : null,
        })).ToList();

        // The server has committed while nobody listens; then the connection breaks.
        await WaitUntil(async () => await shop.Ask<int>("select count(*) from inquiries where day = '2025-05-10'") > 2);
        cable.Break();

        var entries = await Task.WhenAll(waiting);
        Assert.All(entries, entry => Assert.Equal(InquiryVerdict.Recorded, entry.Verdict));
        Assert.All(entries, entry => Assert.NotNull(entry.Invoice));
        Assert.Equal(22, await shop.Ask<int>("select count(*) from inquiries where day = '2025-05-10'"));
        Assert.Equal(22, await shop.Ask<int>("select lines from invoice_totals where day = '2025-05-10'"));
        Assert.Equal(11, await shop.Ask<int>("select count(*) from day_keys where caller = 'lost'"));
    }

    [Fact]
    public async Task Spends_no_miss_twice_and_leaves_nobody_waiting_when_the_cable_breaks_again_and_again()
    {
        await shop.Execute("truncate miss_budgets");
        var day = shop.Clock.Now.AddDays(70);
        await using var cable = new Cable(shop.ConnectionString);
        await using var source = cable.Open();
        var inquiryLog = await shop.OpenLog(new InquiryLogOptions { Writers = 1 }, source);
        await inquiryLog.Record(Miss());

        cable.SwallowAnswers();
        var waiting = Enumerable.Range(0, 9).Select(_ => inquiryLog.Record(Miss())).ToList();
        await WaitUntil(async () => await shop.Ask<int>("select count(*) from inquiries where day = '2025-05-20'") > 1);

        // Whoever looks for what was recorded loses the answer, too.
        for (var breaks = 0; breaks < 3; breaks++)
        {
            cable.Break();
            cable.SwallowAnswers();
            await Task.Delay(300);
        }

        cable.Break();

        var entries = await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.All(entries, entry => Assert.Equal(InquiryVerdict.Recorded, entry.Verdict));
        Assert.Equal(10, await shop.Ask<int>("select count(*) from inquiries where day = '2025-05-20'"));
        Assert.Equal(10, await shop.Ask<int>("select lines from invoice_totals where day = '2025-05-20'"));
        Assert.Equal(40, await shop.Ask<double>("select left_now from miss_budgets"), 0.5);

        InquiryRecord Miss() => shop.Record(Shop.Warung, InquiryOutcome.NotFound, day) with { MissBudget = 50 };
    }

    static async Task WaitUntil(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 200, "The server never committed.");
            await Task.Delay(25);
        }
    }
}
