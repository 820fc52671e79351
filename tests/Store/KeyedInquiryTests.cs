using Periksa.Inquiries;
using Periksa.Inquiries.Recording;

namespace Periksa.Store.Tests;

/// <summary>Inquiries whose callers promised never to send them twice.</summary>
public sealed class KeyedInquiryTests(Shop shop) : IClassFixture<Shop>
{
    static readonly DateOnly Day = new(2025, 3, 11);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lets_one_of_a_thousand_through_on_two_hosts(bool isOpened)
    {
        var hosts = new[] { await shop.OpenLog(), await shop.OpenLog() };
        var keys = new OnceKeys("thousand", Day, $"key-{isOpened}", new Reference($"reference-{isOpened}"));

        var entries = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => isOpened
            ? hosts[i % 2].Open(shop.Opening(keys))
            : hosts[i % 2].Record(shop.Keyed(keys))));

        Assert.Single(entries, entry => entry.Verdict is InquiryVerdict.Recorded);
        Assert.Equal(999, entries.Count(entry => entry.Verdict is InquiryVerdict.DayKeyUsed));
        Assert.Equal((1, 1), await shop.Ask<(int, int)>(
            """
            select (select count(*) from day_keys where key = @DayKey)::int,
                   (select count(*) from inquiries where id = k.inquiry)::int
                   + (select count(*) from open_inquiries where id = k.inquiry)::int
            from day_keys k where key = @DayKey
            """,
            new { keys.DayKey }));
    }

    [Theory]
    [InlineData(InquiryOutcome.Found)]
    [InlineData(InquiryOutcome.NotFound)]
    [InlineData(InquiryOutcome.Failed)]
    [InlineData(InquiryOutcome.BankNotSupported)]
    public async Task Uses_up_both_its_keys_whatever_the_answer(InquiryOutcome outcome)
    {
        var inquiryLog = await shop.OpenLog();
        var keys = new OnceKeys($"whatever-{outcome}", Day, "k", new Reference("r"));

        Assert.Equal(InquiryVerdict.Recorded, (await inquiryLog.Record(shop.Keyed(keys, outcome: outcome))).Verdict);

        Assert.Equal(
            InquiryVerdict.DayKeyUsed, await VerdictOf(inquiryLog, keys with { Reference = new Reference("r2") }));
        Assert.Equal(InquiryVerdict.ReferenceUsed, await VerdictOf(inquiryLog, keys with { DayKey = "k2" }));

        // Those two were refused, and used up what was still free of theirs.
        Assert.Equal(
            InquiryVerdict.DayKeyUsed, await VerdictOf(inquiryLog, keys with { DayKey = "k2", Reference = null }));
        Assert.Equal(
            InquiryVerdict.ReferenceUsed, await VerdictOf(
                inquiryLog, keys with { DayKey = "k3", Reference = new Reference("r2") }));
    }

    [Fact]
    public async Task Uses_up_what_was_free_of_its_keys_when_it_is_not_opened()
    {
        var inquiryLog = await shop.OpenLog();
        var keys = new OnceKeys("unopened", Day, "k", new Reference("r"));
        await inquiryLog.Open(shop.Opening(keys));

        Assert.Equal(InquiryVerdict.DayKeyUsed, await OpenedAs(keys with { Reference = new Reference("r2") }));
        Assert.Equal(InquiryVerdict.ReferenceUsed, await OpenedAs(keys with { DayKey = "k2" }));
        Assert.Equal(InquiryVerdict.DayKeyUsed, await OpenedAs(keys with { DayKey = "k2", Reference = null }));
        Assert.Equal(
            InquiryVerdict.ReferenceUsed, await OpenedAs(keys with { DayKey = "k3", Reference = new Reference("r2") }));
        Assert.Equal(1, await shop.Ask<int>("select count(*) from open_inquiries where caller = 'unopened'"));

        async Task<InquiryVerdict> OpenedAs(OnceKeys others) => (await inquiryLog.Open(shop.Opening(others))).Verdict;
    }

    [Fact]
    public async Task Is_called_a_used_day_key_where_both_are_used()
    {
        var inquiryLog = await shop.OpenLog();
        var keys = new OnceKeys("both", Day, "k", new Reference("r"));
        await inquiryLog.Record(shop.Keyed(keys));

        Assert.Equal(InquiryVerdict.DayKeyUsed, (await inquiryLog.Record(shop.Keyed(keys))).Verdict);
        Assert.Equal(InquiryVerdict.DayKeyUsed, (await inquiryLog.Open(shop.Opening(keys))).Verdict);
    }

    [Fact]
    public async Task Uses_nothing_up_past_the_miss_budget()
    {
        await shop.Execute("truncate miss_budgets");
        var inquiryLog = await shop.OpenLog();
        var keys = new OnceKeys("past", Day, "k", new Reference("r"));
        await inquiryLog.Record(Miss(keys with { DayKey = "k0", Reference = null }));

        Assert.Equal(InquiryVerdict.MissBudgetSpent, (await inquiryLog.Record(Miss(keys))).Verdict);
        Assert.Equal(InquiryVerdict.Recorded, await VerdictOf(inquiryLog, keys));

        InquiryRecord Miss(OnceKeys keys) =>
            shop.Keyed(keys, Shop.Warung, InquiryOutcome.NotFound) with { MissBudget = 1 };
    }

    [Fact]
    public async Task Keeps_its_own_verdict_among_all_kinds_of_work_in_one_group()
    {
        var inquiryLog = shop.ClosedLog();
        var keys = new OnceKeys("mixed", Day, "k", new Reference("r"));
        var (free, opened) =
            (shop.Record(), shop.Opening(keys with { DayKey = "k1", Reference = new Reference("r1") }));
        await Written(inquiryLog.Open(opened));

        inquiryLog = shop.ClosedLog();
        var entries = await Written(
            inquiryLog.Record(free),
            inquiryLog.Record(shop.Keyed(keys)),
            inquiryLog.Record(shop.Keyed(keys with { DayKey = "k1", Reference = new Reference("r2") })),
            inquiryLog.Record(
                shop.Keyed(
                    keys with { DayKey = "k2", Reference = new Reference("r1") }, outcome: InquiryOutcome.NotFound)
                with { MissBudget = 9 }),
            inquiryLog.Open(shop.Opening(keys with { DayKey = "k3", Reference = new Reference("r1") })),
            inquiryLog.Open(shop.Opening(keys with { DayKey = "k4", Reference = null })),
            inquiryLog.Close(shop.Closing(opened)),
            inquiryLog.Close(shop.Closing(shop.Opening(keys))));

        Assert.Equal(
            [
                InquiryVerdict.Recorded, InquiryVerdict.Recorded, InquiryVerdict.DayKeyUsed,
                InquiryVerdict.ReferenceUsed,
                InquiryVerdict.ReferenceUsed, InquiryVerdict.Recorded, InquiryVerdict.Recorded,
                InquiryVerdict.ClosedElsewhere,
            ],
            entries.Select(entry => entry.Verdict));

        async Task<InquiryEntry[]> Written(params Task<InquiryEntry>[] waiting)
        {
            await inquiryLog.StartAsync(CancellationToken.None);
            return await Task.WhenAll(waiting);
        }
    }

    [Fact]
    public async Task Is_told_what_its_partner_has_in_deposit_after_all_that_was_posted_before()
    {
        var inquiryLog = await shop.OpenLog();
        var opened = shop.Opening(Keys(0));
        await inquiryLog.Open(opened);
        await shop.Deposits.TopUp(new(Shop.Toko), Money.Rupiah(250), "deposit", CancellationToken.None);

        var entries = new[]
        {
            await inquiryLog.Record(shop.Keyed(Keys(1))),
            await inquiryLog.Record(
                shop.Keyed(Keys(2), outcome: InquiryOutcome.NotFound) with { MissBudget = 1_000_000 }),
            await inquiryLog.Record(shop.Keyed(Keys(3)) with { Price = Money.Rupiah(1) }),
            await inquiryLog.Close(shop.Closing(opened)),
        };

        Assert.All(entries, entry => Assert.Equal(Money.Rupiah(500_250), entry.Deposit));
        Assert.Equal(Money.Zero, (await inquiryLog.Record(shop.Keyed(Keys(4), "nobody"))).Deposit);
        Assert.Null((await inquiryLog.Record(shop.Record())).Deposit);

        static OnceKeys Keys(int i) => new("deposit", Day, $"k{i}", Reference: null);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(4000)]
    public async Task Makes_the_day_of_its_key_where_it_is_missing(int days)
    {
        var inquiryLog = await shop.OpenLog();
        var keys = new OnceKeys($"stamped{days}", Day.AddYears(3).AddDays(days), "k", new Reference("r"));

        var entries = new[]
        {
            await inquiryLog.Record(shop.Keyed(keys)),
            await inquiryLog.Open(shop.Opening(keys with { DayKey = "k2", Reference = null })),
            await inquiryLog.Record(shop.Keyed(keys)),
        };

        Assert.Equal(
            [InquiryVerdict.Recorded, InquiryVerdict.Recorded, InquiryVerdict.DayKeyUsed],
            entries.Select(entry => entry.Verdict));
    }

    async Task<InquiryVerdict> VerdictOf(InquiryLog inquiryLog, OnceKeys keys) =>
        (await inquiryLog.Record(shop.Keyed(keys))).Verdict;
}
