using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Engine.Tests;

/// <summary>Which routes are left out, why, and what is asked where none does well.</summary>
public sealed class RouteChoiceTests
{
    static readonly BankReply Found = new BankReply.Found("Siti");
    static readonly BankReply Failed = new BankReply.Failed();

    static readonly DateOnly Today = new(2026, 11, 28);

    readonly KeptLog<Router> _log = new();

    [Fact]
    public async Task Leaves_out_what_is_cordoned_and_says_so()
    {
        var (first, second) = (ScriptedRoute.Saying("first", Found), ScriptedRoute.Saying("second", Found));
        var routing = Routing([first, second]);
        Cordon(routing, "first", "014");

        var question = Question(routing);
        await routing.Router.LookUp(question, CancellationToken.None);

        Assert.Empty(first.Asked);
        Assert.Single(second.Asked);
        Assert.Equal(
            [("first", SkipReason.Cordoned, null), ("second", (SkipReason?)null, (StepOutcome?)StepOutcome.Found)],
            question.Trail.Steps.Select(step => (step.Route.Value, step.Skipped, step.Outcome)));
    }

    [Fact]
    public async Task Answers_with_a_failure_where_none_may_be_asked()
    {
        var only = ScriptedRoute.Saying("only", Found);
        var routing = Routing([only]);
        Cordon(routing, "only", bank: null);

        Assert.Null(routing.Router.Plan(new("014", "1"), false, routing.Router.Begin()));
        Assert.Equal(Failed, await routing.Router.LookUp(Question(routing), CancellationToken.None));
        Assert.Empty(only.Asked);
        Assert.Contains("only cordoned", _log.Texts);
    }

    [Fact]
    public async Task Leaves_out_what_does_badly_as_long_as_another_does_well()
    {
        var (bad, good) = (ScriptedRoute.Saying("bad", Failed), ScriptedRoute.Saying("good", Found));
        var routing = Routing([bad, good]);
        await Ask(routing, times: 20);

        Assert.Equal(10, bad.Asked.Count);
        Assert.Equal(10, good.Asked.Count);
    }

    [Fact]
    public async Task Asks_the_least_bad_where_none_does_well()
    {
        var (worse, bad) = (ScriptedRoute.Saying("worse", Failed), ScriptedRoute.Saying("bad", Failed));
        var routing = Routing([worse, bad]);
        Note(routing, "worse", good: 0, bad: 20);
        Note(routing, "bad", good: 2, bad: 30);
        await Ask(routing, times: 5);

        Assert.Empty(worse.Asked);
        Assert.Equal(5, bad.Asked.Count);
    }

    [Fact]
    public async Task Never_asks_for_more_than_may_be_spent()
    {
        var (dear, free) = (ScriptedRoute.Saying("dear", Found), ScriptedRoute.Saying("free", Found));
        var terms = new RouteTerms
        {
            Prices = new(new(100, Currency.Idr), new(100, Currency.Idr), Money.Zero),
            DailySpendLimit = new(1_050, Currency.Idr),
        };
        var routing = Routing([dear, free], new() { [new("dear")] = terms });

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Ask(routing, times: 1))));

        Assert.Equal(10, dear.Asked.Count);
        Assert.Equal(90, free.Asked.Count);

        // What the ledger has of ours is ours; what it has beyond that is others'.
        routing.Spending.Learn(Today, new Dictionary<RouteName, long> { [new("dear")] = 600 });
        routing.Spending.Learn(Today, new Dictionary<RouteName, long> { [new("dear")] = 1_000 });
        await Ask(routing, times: 5);
        Assert.Equal(10, dear.Asked.Count);

        routing.Spending.Learn(Today.AddDays(1), new Dictionary<RouteName, long> { [new("dear")] = 300 });
        await Ask(routing, times: 20);
        Assert.Equal(17, dear.Asked.Count);
    }

    /// <summary>It was meant to be asked, and then was not.</summary>
    [Fact]
    public async Task Costs_nothing_where_its_limit_was_reached_after_it_was_planned()
    {
        var price = new Money(100, Currency.Idr);
        var terms = new RouteTerms { Prices = new(price, price, price), DailySpendLimit = price };
        var routing = Routing(
            [ScriptedRoute.Saying("dear", Found), ScriptedRoute.Saying("free", Found)],
            new() { [new("dear")] = terms });
        var trail = routing.Router.Begin();
        var planned = routing.Router.Plan(new("014", "1"), isVirtual: false, trail);
        await Ask(routing, times: 1);

        await routing.Router.LookUp(
            Question(routing) with { Route = planned, Trail = trail }, CancellationToken.None);

        var step = trail.Steps[0];
        Assert.Equal((SkipReason.Spent, Money.Zero, null), (step.Skipped, step.Price, step.AskedAt));
    }

    [Theory]
    [InlineData(FailOver.NotAsked, false, false)]
    [InlineData(FailOver.Failed, true, false)]
    [InlineData(FailOver.Unsure, true, true)]
    public async Task Goes_on_to_the_next_after_what_its_terms_say(FailOver policy, bool afterFailed, bool afterUnclear)
    {
        foreach (var (reply, goesOn) in new[] { (Failed, afterFailed), (new BankReply.Unclear(), afterUnclear) })
        {
            var second = ScriptedRoute.Saying("second", Found);
            var routing = Routing(
                [ScriptedRoute.Saying("first", reply), second],
                new() { [new("first")] = new() { FailOver = policy } });

            var heard = await routing.Router.LookUp(Question(routing), CancellationToken.None);

            Assert.Equal(goesOn ? Found : reply, heard);
            Assert.Equal(goesOn ? 1 : 0, second.Asked.Count);
        }
    }

    /// <summary>What the first said is not forgotten for a second that took no question.</summary>
    [Fact]
    public async Task Stays_unsure_where_the_next_takes_no_question()
    {
        var routing = Routing(
            [
                ScriptedRoute.Saying("first", new BankReply.Unclear()),
                ScriptedRoute.Saying("second", new BankReply.NotAsked(RouteFault.Unreachable, "it is away")),
            ],
            new() { [new("first")] = new() { FailOver = FailOver.Unsure } });

        Assert.Equal(
            new BankReply.Unclear(), await routing.Router.LookUp(Question(routing), CancellationToken.None));
    }

    Fakes.Routing Routing(ScriptedRoute[] routes, Dictionary<RouteName, RouteTerms>? terms = null) => new(
        new(routes, [new(["*"], [.. routes.Select(route => route.Name)])], terms),
        new KnowingBank(Failed),
        _log);

    static void Cordon(Fakes.Routing routing, string route, string? bank) => routing.Closures.Learn(
        new[] { new RouteClosure { Bank = bank, Reason = SkipReason.Cordoned } }
            .ToLookup(_ => new RouteName(route), closure => closure));

    static void Note(Fakes.Routing routing, string route, int good, int bad)
    {
        for (var i = 0; i < good + bad; i++)
        {
            routing.Health.Note(
                new(route), "014", i < good ? StepOutcome.Found : StepOutcome.Failed, TimeSpan.Zero, false);
        }
    }

    static async Task Ask(Fakes.Routing routing, int times)
    {
        for (var i = 0; i < times; i++)
            await routing.Router.LookUp(Question(routing), CancellationToken.None);
    }

    static BankQuestion Question(Fakes.Routing routing) =>
        new(new(Guid.CreateVersion7(DateTimeOffset.UnixEpoch)), new("014", "1234567890"), DateTimeOffset.UnixEpoch)
        {
            Trail = routing.Router.Begin(),
        };
}
