namespace Periksa.Store.Tests;

public sealed class MissBudgetTests(Shop shop) : IClassFixture<Shop>
{
    static readonly Partner Warung = new(Shop.Warung, Active: true) { MissBudget = 50 };

    [Fact]
    public async Task Is_spent_by_misses_alone_on_any_number_of_hosts_and_known_everywhere()
    {
        await Refill();
        var (one, other) = (await shop.OpenJournal(), await shop.OpenJournal());

        var hits = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => one.Record(shop.Record(Shop.Warung))));
        Assert.All(hits, entry => Assert.Equal(Verdict.Recorded, entry.Verdict));
        Assert.False(shop.Budgets.IsSpent(Warung));

        var misses = await Task.WhenAll(
            Enumerable.Range(0, 120).Select(i => (i % 2 == 0 ? one : other).Record(Miss())));
        Assert.Equal(50, misses.Count(entry => entry.Verdict is Verdict.Recorded));
        Assert.Equal(70, misses.Count(entry => entry.Verdict is Verdict.MissBudgetSpent));
        Assert.True(shop.Budgets.IsSpent(Warung));

        var elsewhere = new Journal.MissBudgets();
        await using var connection = await shop.Source.OpenConnectionAsync();
        await elsewhere.Refresh(connection);
        Assert.True(elsewhere.IsSpent(Warung));
        Assert.False(elsewhere.IsSpent(Warung with { MissBudget = null }));
        Assert.False(elsewhere.IsSpent(new(Shop.Toko, true) { MissBudget = 50 }));
    }

    [Fact]
    public async Task Comes_back_by_one_a_minute_up_to_its_size()
    {
        var journal = await shop.OpenJournal();
        await Refill();
        await journal.Record(Miss());

        await shop.Execute("update miss_budgets set left_now = 0, learned_at = now() - interval '2 minutes'");
        Assert.Equal(Verdict.Recorded, (await journal.Record(Miss())).Verdict);
        Assert.Equal(Verdict.Recorded, (await journal.Record(Miss())).Verdict);
        Assert.Equal(Verdict.MissBudgetSpent, (await journal.Record(Miss())).Verdict);

        await shop.Execute("update miss_budgets set learned_at = now() - interval '1 year'");
        await journal.Record(Miss());
        Assert.Equal(49, await shop.Ask<double>("select left_now from miss_budgets"), 0.01);
    }

    [Fact]
    public async Task Bills_no_miss_that_it_refuses()
    {
        var journal = await shop.OpenJournal();
        await Refill();
        var at = shop.Clock.Now.AddDays(50);

        await Task.WhenAll(Enumerable.Range(0, 80).Select(_ => journal.Record(Miss(at))));

        Assert.Equal(50, await shop.Ask<int>("select lines from invoice_totals where day = '2025-04-30'"));
        Assert.Equal(50, await shop.Ask<int>("select count(*) from inquiries where day = '2025-04-30'"));
    }

    async Task Refill()
    {
        await shop.Execute("truncate miss_budgets");
        await using var connection = await shop.Source.OpenConnectionAsync();
        await shop.Budgets.Refresh(connection);
    }

    InquiryRecord Miss(DateTimeOffset? at = null) =>
        shop.Record(Shop.Warung, Outcome.NotFound, at) with { MissBudget = 50 };
}
