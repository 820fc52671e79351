using Periksa.Inquiries;
using Periksa.Inquiries.Recording;
using Periksa.Inquiries.Routing;
using Periksa.Proof;

namespace Periksa.Store.Tests;

/// <summary>The questions to providers, as they are written down and counted.</summary>
public sealed partial class QuestionLedgerTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly RouteName BankA = new("bank-a");
    static readonly RouteName Oy = new("old-oy");
    static readonly RoutePrices Prices = new(Sen(100_000), Sen(50_000), Sen(20_000));

    readonly List<string> _said = [];

    public async ValueTask InitializeAsync()
    {
        await shop.ForgetInquiries();
        await shop.Execute(
            "truncate provider_questions, question_counts, paid_questions, route_closures, invoices cascade");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Is_there_before_the_answer_and_costs_what_the_answer_costs()
    {
        var (ledger, log) = (await shop.OpenLedger(), await shop.OpenLog());
        var record = shop.Record();
        var trail = new Trail(_ => Prices);

        await ledger.Write(record.Id, record.Partner, "014", trail.Ask(BankA));
        Assert.Equal((null, 20_000), await Row(record.Id, BankA));

        trail.Hear(BankA, StepOutcome.Found);
        await log.Record(record with { Steps = trail.Steps });

        Assert.Equal(("found", 100_000), await Row(record.Id, BankA));
        Assert.Equal([new("2025-03", "toko", "bank-a", 1, 0, 100_000, 0)], await Saved());
        await Proves();
    }

    [Fact]
    public async Task Stands_there_from_the_opening_on_and_not_for_one_that_was_not_opened()
    {
        var log = await shop.OpenLog();
        var first = Opening("key");
        await log.Open(first);
        var again = Opening("key");
        Assert.Equal(InquiryVerdict.DayKeyUsed, (await log.Open(again)).Verdict);

        Assert.Equal((null, 20_000), await Row(first.Id, BankA));
        Assert.Equal(1, await shop.Ask<long>("select count(*) from provider_questions"));

        // Whoever closes it, and whoever comes too late with an answer: it is the answer that is paid for.
        await log.Close(shop.Closing(first, InquiryOutcome.Unanswered));
        first.Trail!.Hear(BankA, StepOutcome.NotFound);
        await log.Close(shop.Closing(first, InquiryOutcome.NotFound) with { Steps = first.Trail.Steps });

        Assert.Equal(("not_found", 50_000), await Row(first.Id, BankA));
        await Proves();
    }

    [Fact]
    public async Task Makes_another_route_the_one_that_an_open_inquiry_is_asked_by()
    {
        var (ledger, log) = (await shop.OpenLedger(), await shop.OpenLog());
        var one = Opening("key");
        await log.Open(one);
        one.Trail!.Hear(BankA, StepOutcome.Unreachable);
        await ledger.Write(one.Id, one.Partner, "014", one.Trail.Ask(Oy), one.GiveUpAt);

        Assert.Equal("old-oy", await shop.Ask<string>("select route from open_inquiries"));
        one.Trail.Hear(Oy, StepOutcome.Found);
        await log.Close(shop.Closing(one) with { Steps = one.Trail.Steps });

        Assert.Equal(("unreachable", 0), await Row(one.Id, BankA));
        Assert.Equal(("found", 100_000), await Row(one.Id, Oy));
        await Proves();
    }

    /// <summary>An answer that is final is not overwritten by somebody who gave up.</summary>
    [Fact]
    public async Task Keeps_a_final_answer()
    {
        var ledger = await shop.OpenLedger();
        var record = shop.Record();
        var (heard, gone) = (new Trail(_ => Prices), new Trail(_ => Prices));
        heard.Ask(BankA);
        await ledger.Write(record.Id, record.Partner, "014", heard.Hear(BankA, StepOutcome.Found));
        gone.Ask(BankA);
        await ledger.Write(record.Id, record.Partner, "014", gone.Hear(BankA, StepOutcome.Pending));

        Assert.Equal(("found", 100_000), await Row(record.Id, BankA));
        await Proves();
    }

    [Fact]
    public async Task Counts_what_many_hosts_write_at_once()
    {
        QuestionLedger[] ledgers = [await shop.OpenLedger(), await shop.OpenLedger(), await shop.OpenLedger()];
        await Task.WhenAll(Enumerable.Range(0, 900).Select(async i =>
        {
            var record = shop.Record(i % 2 == 0 ? Shop.Toko : Shop.Warung);
            var trail = new Trail(_ => Prices);
            await ledgers[i % 3].Write(record.Id, record.Partner, "014", trail.Ask(BankA));
            await ledgers[(i + 1) % 3].Write(
                record.Id, record.Partner, "014", trail.Hear(BankA, StepOutcome.Found));
        }));

        Assert.Equal(
            [
                new("2025-03", "toko", "bank-a", 450, 0, 45_000_000, 0),
                new("2025-03", "warung", "bank-a", 450, 0, 45_000_000, 0),
            ],
            await Saved());
        await Proves();
    }

    [Fact]
    public async Task Is_proved_wrong_where_more_was_asked_than_is_there()
    {
        await Is_there_before_the_answer_and_costs_what_the_answer_costs();
        var asked = new PaidQuestions();
        asked.Note(shop.Record().Id, BankA);
        await Write(asked);
        await Proves();

        asked.Note(shop.Record().Id, BankA);
        await Write(asked);

        Assert.Equal(1, await Prove());
        Assert.Contains(_said, line => line.Contains(
            "bank-a was asked 2 questions of 2025-03-11 that cost something, and the ledger has 1",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task Has_what_costs_nothing_once_its_inquiry_is_closed_and_says_until_then_who_is_asked()
    {
        var log = await shop.OpenLog();
        var open = Opening("key", prices: null);
        await log.Open(open);

        Assert.Equal(0, await shop.Ask<long>("select count(*) from provider_questions"));
        Assert.EndsWith(
            "is still open: bank-a was asked, had not answered when it was written down, and costs Rp 0.00.",
            $"{await Explanation.Find(shop.Source, open.Id, CancellationToken.None)}");

        open.Trail!.Hear(BankA, StepOutcome.Found);
        await log.Close(shop.Closing(open) with { Steps = open.Trail.Steps });

        Assert.Equal(("found", 0), await Row(open.Id, BankA));
        Assert.Equal([new("2025-03", "toko", "bank-a", 1, 0, 0, 0)], await Saved());
    }

    [Fact]
    public async Task Explains_how_an_inquiry_came_by_its_answer()
    {
        var log = await shop.OpenLog();
        var trail = new Trail(_ => Prices);
        trail.Skip(BankA, SkipReason.Unhealthy);
        trail.Ask(Oy);
        trail.Hear(Oy, StepOutcome.Found);
        var record = shop.Record() with { Steps = trail.Steps };
        await log.Record(record);

        var why = await Explanation.Find(shop.Source, record.Id, CancellationToken.None);

        Assert.Matches(
            "^The inquiry by toko in sento about account [*]{6}6789 of bank 014 at 2025-03-11 13:00:00 WIB was "
            + "answered "
            + "found: bank-a was left out, being unhealthy; old-oy was asked at [0-9:.]+, came to found after [0-9]+ "
            + "ms and cost Rp 1000.00[.]$",
            $"{why}");
        Assert.Null(await Explanation.Find(shop.Source, shop.Record().Id, CancellationToken.None));
    }

    [Theory]
    [InlineData(SkipReason.OverRate, "over its rate;")]
    [InlineData(SkipReason.Full, "asked by as many at once as it may be;")]
    [InlineData(SkipReason.UsedUp, "asked about this account as often as it may be in a day;")]
    [InlineData(SkipReason.Maintenance, "under maintenance, says the provider;")]
    public async Task Explains_why_a_route_was_left_out(SkipReason why, string said)
    {
        var log = await shop.OpenLog();
        var trail = new Trail(_ => Prices);
        trail.Skip(BankA, why);
        trail.Ask(Oy);
        trail.Hear(Oy, StepOutcome.Found);
        var record = shop.Record() with { Steps = trail.Steps };
        await log.Record(record);

        var explained = $"{await Explanation.Find(shop.Source, record.Id, CancellationToken.None)}";
        Assert.Contains($": bank-a was left out, being {said}", explained, StringComparison.Ordinal);
        await Proves();
    }

    static Money Sen(long sen) => new(sen, Currency.Idr);

    OpenInquiry Opening(string key) => Opening(key, Prices);

    OpenInquiry Opening(string key, RoutePrices? prices)
    {
        var trail = new Trail(_ => prices ?? RoutePrices.None);
        trail.Ask(BankA);
        return shop.Opening(new("ifortepay:MCPD1", new(2025, 3, 11), key, null)) with { Route = BankA, Trail = trail };
    }

    Task<(string? Outcome, long Price)> Row(InquiryId id, RouteName route) => shop.Ask<(string?, long)>(
        "select outcome, price from provider_questions where inquiry = @id and route = @route",
        new { id = id.Value, route = route.Value });

    Task<IReadOnlyList<SavingsRow>> Saved() => SavingsReport.Read(shop.Source, CancellationToken.None);

    async Task Write(PaidQuestions asked)
    {
        await using var connection = await shop.Source.OpenConnectionAsync();
        await asked.Write(connection, CancellationToken.None);
    }

    async Task Proves()
    {
        var found = await Prove();
        Assert.True(found == 0, string.Join('\n', _said));
    }

    async Task<long> Prove()
    {
        _said.Clear();
        await new ProofRun(shop.Source).Run(
            _said.Add, new Dictionary<DateOnly, string>(), CancellationToken.None);
        return _said.Count(line => line.Contains("bank-a", StringComparison.Ordinal));
    }

    sealed class NoRoute(RouteName name) : IRoute
    {
        public RouteName Name => name;
        public LateMode Late => LateMode.None;
        public TimeSpan Budget => TimeSpan.FromSeconds(1);

        public Task<BankReply> Ask(BankQuestion question, CancellationToken cancel) =>
            Task.FromResult<BankReply>(new BankReply.Failed());
    }
}
