using Microsoft.Extensions.Logging;
using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Engine.Tests;

/// <summary>A second provider beside a slow one, and one that is asked to compare.</summary>
public sealed class HedgeTests
{
    static readonly BankReply Siti = new BankReply.Found("Siti Nurhaliza");
    static readonly BankReply Budi = new BankReply.Found("Budi Santoso");

    readonly KeptLog<Router> _log = new();
    readonly List<RouteStep> _noted = [];

    [Fact]
    public async Task Asks_the_second_where_the_first_is_slower_than_usual_and_takes_the_quicker_answer()
    {
        var first = Slow("first", Siti, TimeSpan.FromSeconds(30));
        var second = ScriptedRoute.Saying("second", Siti);
        var routing = Routing([first, second], new(Hedge: Money.Zero));
        Usual(routing, "first", TimeSpan.FromMilliseconds(30));

        var question = Question(routing);
        var reply = await routing.Router.LookUp(question, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(Siti, reply);
        Assert.Equal(
            [("first", StepKind.Asked, null), ("second", StepKind.Hedged, (StepOutcome?)StepOutcome.Found)],
            question.Trail.Steps.Select(step => (step.Route.Value, step.Kind, step.Outcome)));
    }

    [Fact]
    public async Task Asks_nobody_else_where_the_first_is_as_quick_as_usual()
    {
        var (first, second) = (ScriptedRoute.Saying("first", Siti), ScriptedRoute.Saying("second", Siti));
        var routing = Routing([first, second], new(Hedge: Money.Zero));
        Usual(routing, "first", TimeSpan.FromMilliseconds(500));

        await routing.Router.LookUp(Question(routing), CancellationToken.None);

        Assert.Empty(second.Asked);
    }

    [Theory]
    [InlineData("first.example", 0, 100)]   // the same provider's
    [InlineData("second.example", 101, 100)]   // too dear
    [InlineData("second.example", 0, null)]   // not allowed
    public async Task Asks_nobody_else_where_it_may_not(string provider, long price, int? most)
    {
        var first = Slow("first", Siti, TimeSpan.FromMilliseconds(200));
        var second = ScriptedRoute.Saying("second", Siti);
        var routing = Routing(
            [first, second], new(Hedge: most is { } sen ? new(sen, Currency.Idr) : null), provider, price);
        Usual(routing, "first", TimeSpan.FromMilliseconds(1));

        await routing.Router.LookUp(Question(routing), CancellationToken.None);

        Assert.Empty(second.Asked);
    }

    [Fact]
    public async Task Waits_for_the_other_where_the_quicker_has_no_final_answer()
    {
        var first = Slow("first", Siti, TimeSpan.FromMilliseconds(200));
        var routing = Routing([first, ScriptedRoute.Saying("second", new BankReply.Failed())], new(Hedge: Money.Zero));
        Usual(routing, "first", TimeSpan.FromMilliseconds(10));

        Assert.Equal(Siti, await routing.Router.LookUp(Question(routing), CancellationToken.None));
    }

    /// <summary>It may have taken the question, and would be paid twice.</summary>
    [Fact]
    public async Task Never_asks_the_second_twice_where_the_first_takes_nothing_after_all()
    {
        var first = Slow("first", new BankReply.NotAsked(RouteFault.Busy, "why"), TimeSpan.FromMilliseconds(200));
        var second = ScriptedRoute.Saying("second", new BankReply.Pending());
        var routing = Routing([first, second], new(Hedge: Money.Zero));
        Usual(routing, "first", TimeSpan.FromMilliseconds(10));

        var reply = await routing.Router.LookUp(Question(routing), CancellationToken.None);

        Assert.Equal(new BankReply.Pending(), reply);
        Assert.Single(second.Asked);
    }

    [Fact]
    public async Task Goes_on_without_the_second_where_that_cannot_be_written_down()
    {
        var first = Slow("first", Siti, TimeSpan.FromMilliseconds(200));
        var second = ScriptedRoute.Saying("second", Siti);
        var routing = Routing([first, second], new(Hedge: new(1, Currency.Idr)), price: 1);
        Usual(routing, "first", TimeSpan.FromMilliseconds(10));
        var question = Question(routing) with { Note = _ => throw new TimeoutException("no database") };

        Assert.Equal(Siti, await routing.Router.LookUp(question, CancellationToken.None));
        Assert.Empty(second.Asked);
    }

    [Fact]
    public async Task Remembers_neither_of_two_holders()
    {
        var answers = new ScriptedAnswers();
        var holders = new TwoHolders(new KeptLog<TwoHolders>(), answers);
        var question = new BankQuestion(new(Guid.NewGuid()), new("014", "1234567890"), DateTimeOffset.UnixEpoch);
        answers.Put(new(
            question.Account,
            InquiryOutcome.Found,
            "Siti Nurhaliza",
            default,
            new("first"),
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch));

        Assert.True(await holders.Agree(new("first"), Siti, new("second"), Siti, question));
        Assert.NotNull(answers[question.Account]);
        Assert.False(await holders.Agree(new("first"), Siti, new("second"), Budi, question));
        Assert.Null(answers[question.Account]);
    }

    /// <summary>It is paid for, and what it says is held against what the caller was told.</summary>
    [Fact]
    public async Task Hears_the_slower_one_out_and_raises_an_alarm_where_they_name_two_holders()
    {
        var first = Slow("first", Budi, TimeSpan.FromMilliseconds(300));
        var routing = Routing([first, ScriptedRoute.Saying("second", Siti)], new(Hedge: Money.Zero));
        Usual(routing, "first", TimeSpan.FromMilliseconds(10));

        Assert.Equal(Siti, await routing.Router.LookUp(Question(routing), CancellationToken.None));

        await Until(() => Noted().Any(step => step is { Route.Value: "first", Outcome: StepOutcome.Found }));
        Assert.Contains(LogLevel.Error, _log.Levels);
    }

    [Fact]
    public async Task Compares_afterwards_and_keeps_whether_they_agree()
    {
        foreach (var (said, agrees) in new[] { (Siti, true), (Budi, false), (new BankReply.NotFound(default), false) })
        {
            var routing = Routing(
                [ScriptedRoute.Saying("first", Siti), ScriptedRoute.Saying("second", said)],
                new(Shadow: new("second"), ShadowPercent: 100));
            var question = Question(routing);

            var reply = await routing.Router.LookUp(question, CancellationToken.None);
            Assert.Single(question.Trail.Steps);   // not before the caller has its answer
            routing.Router.Compare(question, reply);

            await Until(() => Noted().Any(step => step is { Kind: StepKind.Shadow, Agrees: not null }));
            Assert.Equal(agrees, Noted()[^1].Agrees);
            lock (_noted)
                _noted.Clear();
        }
    }

    [Fact]
    public async Task Compares_as_many_as_it_is_told_to()
    {
        var shadow = ScriptedRoute.Saying("second", Siti);
        var routing = Routing(
            [ScriptedRoute.Saying("first", Siti), shadow], new(Shadow: new("second"), ShadowPercent: 30));
        for (var i = 0; i < 1000; i++)
        {
            var question = Question(routing);
            routing.Router.Compare(question, await routing.Router.LookUp(question, CancellationToken.None));
            await Task.Yield();
        }

        await Until(() => Noted().Count > 0 && Noted().Count == shadow.Asked.Count);
        Assert.InRange(shadow.Asked.Count, 200, 400);
    }

    static async Task Until(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.InRange(i, 0, 2000);
            await Task.Delay(5);
        }
    }

    IReadOnlyList<RouteStep> Noted()
    {
        lock (_noted)
            return [.. _noted];
    }

    static ScriptedRoute Slow(string name, BankReply reply, TimeSpan after) => new(name, async cancel =>
    {
        await Task.Delay(after, cancel);
        return reply;
    });

    Fakes.Routing Routing(
        ScriptedRoute[] routes, RuleExtras extras, string provider = "second.example", long price = 0)
    {
        var terms = new Dictionary<RouteName, RouteTerms>
        {
            [new("first")] = new() { Provider = "first.example" },
            [new("second")] = new()
            {
                Provider = provider,
                Prices = RoutePrices.None with { Unsure = new(price, Currency.Idr) },
            },
        };
        RouteName[] use = extras.Shadow is null ? [new("first"), new("second")] : [new("first")];
        return new(
            new(routes, [new(["*"], use) { Extras = extras }], terms), new KnowingBank(new BankReply.Failed()), _log);
    }

    static void Usual(Fakes.Routing routing, string route, TimeSpan took)
    {
        for (var i = 0; i < 20; i++)
            routing.Health.Note(new(route), "014", StepOutcome.Found, took, false);
    }

    BankQuestion Question(Fakes.Routing routing) =>
        new(new(Guid.NewGuid()), new("014", "1234567890"), DateTimeOffset.UnixEpoch)
        {
            Trail = routing.Router.Begin(),
            Note = step =>
            {
                lock (_noted)
                    _noted.Add(step);

                return Task.CompletedTask;
            },
        };
}
