using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;
using static Periksa.Engine.Tests.Limited;

namespace Periksa.Engine.Tests;

/// <summary>How fast and by how many at once a route is asked.</summary>
public sealed class RouteLimitTests
{
    static readonly BankReply Found = new BankReply.Found("Siti");
    static readonly BankReply Failed = new BankReply.Failed();

    readonly MovableClock _clock = new(DateTimeOffset.UnixEpoch);
    readonly KeptLog<Router> _log = new();

    [Fact]
    public async Task Asks_as_often_as_the_rate_says_and_the_next_beyond_that()
    {
        var (first, second) = (ScriptedRoute.Saying("first", Found), ScriptedRoute.Saying("second", Found));
        var routing = Routing([first, second], new() { Rate = new(2, Burst: 3) });

        await Ask(routing, times: 10);
        Assert.Equal((3, 7), (first.Asked.Count, second.Asked.Count));

        // One more each half a second, and not a moment before.
        _clock.Advance(TimeSpan.FromMilliseconds(500) - TimeSpan.FromTicks(1));
        await Ask(routing, times: 1);
        Assert.Equal(3, first.Asked.Count);
        _clock.Advance(TimeSpan.FromTicks(1));
        await Ask(routing, times: 2);
        Assert.Equal(4, first.Asked.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(86_400)]
    public async Task Asks_no_more_at_once_after_a_long_pause_than_after_a_short_one(int seconds)
    {
        var only = ScriptedRoute.Saying("first", Found);
        var routing = Routing([only], new() { Rate = new(10, Burst: 4) });
        await Ask(routing, times: 5);
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        await Ask(routing, times: 100);

        Assert.Equal(8, only.Asked.Count);
    }

    /// <summary>A third of a second is no whole number of anything, and so is a rate of less than one.</summary>
    [Theory]
    [InlineData("3", 3000)]
    [InlineData("0.5", 500)]
    [InlineData("0.007", 7)]
    public async Task Is_never_beyond_its_rate_in_any_time(string rate, int mostInThousandSeconds)
    {
        var only = ScriptedRoute.Saying("first", Found);
        var routing = Routing([only], new() { Rate = new(decimal.Parse(rate, null), Burst: 1) });

        for (var i = 0; i < 10_000; i++)
        {
            await Ask(routing, times: 1);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(only.Asked.Count, mostInThousandSeconds * 8 / 10, mostInThousandSeconds + 1);
    }

    [Fact]
    public async Task Does_not_mind_a_clock_that_is_set()
    {
        var only = ScriptedRoute.Saying("first", Found);
        var routing = Routing([only], new() { Rate = new(1, Burst: 1) });
        await Ask(routing, times: 2);

        _clock.Set(_clock.GetUtcNow().AddDays(1));
        await Ask(routing, times: 1);
        Assert.Single(only.Asked);

        _clock.Set(_clock.GetUtcNow().AddYears(-10));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Ask(routing, times: 2);
        Assert.Equal(2, only.Asked.Count);
    }

    [Fact]
    public async Task Is_kept_to_by_a_thousand_at_once()
    {
        var held = new TaskCompletionSource<BankReply>();
        var first = new ScriptedRoute("first", _ => held.Task);
        var second = ScriptedRoute.Saying("second", Found);
        var routing = Routing([first, second], new() { Rate = new(5, Burst: 40), Concurrency = 30 });

        var asking = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => Look(routing))).ToArray();
        while (second.Asked.Count < 970)
            await Task.Delay(5);

        Assert.Equal(30, first.Asked.Count);
        held.SetResult(Found);
        await Task.WhenAll(asking);

        // They took ten turns less than there were, and all places are free.
        await Ask(routing, times: 20);
        Assert.Equal((40, 980), (first.Asked.Count, second.Asked.Count));
    }

    [Fact]
    public async Task Says_why_and_counts_neither_as_a_failure_nor_as_an_answer()
    {
        var only = ScriptedRoute.Saying("first", Found);
        var routing = Routing([only], new() { Rate = new(1, Burst: 1) });
        await Ask(routing, times: 1);
        for (var i = 0; i < 50; i++)
        {
            var (question, reply) = await Look(routing);
            var step = Assert.Single(question.Trail.Steps);
            Assert.Equal((SkipReason.OverRate, Money.Zero, null), (step.Skipped, step.Price, step.AskedAt));
            Assert.Equal(Failed, reply);
        }

        Assert.Contains("first over_rate", _log.Texts);
        Assert.Equal(0, routing.Health.Failing(First, "014"));
        Assert.Null(routing.Router.Plan(Account, false, routing.Router.Begin()));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(First, routing.Router.Plan(Account, false, routing.Router.Begin()));
        Assert.Equal(Found, (await Look(routing)).Reply);
    }

    [Fact]
    public async Task Does_not_fail_whoever_can_hear_later()
    {
        var routing = Routing([ScriptedRoute.Saying("first", Found)], new() { Rate = new(1, Burst: 1) });
        await Ask(routing, times: 1);

        var reply = await routing.Router.LookUp(
            Question(routing) with { IsFollowedUp = true }, CancellationToken.None);

        Assert.IsType<BankReply.Pending>(reply);
    }

    [Fact]
    public void Leaves_half_of_the_places_to_those_who_wait()
    {
        var terms = new RouteTerms { Concurrency = 4 };
        var limits = new RouteLimits(_clock);
        RouteTurn[] turns = [.. Enumerable.Range(0, 3).Select(_ => limits.Enter(First, terms, isSpare: true))];

        Assert.Equal([null, null, SkipReason.Full], turns.Select(turn => turn.Refusal));
        using var waited = limits.Enter(First, terms);
        Assert.Null(waited.Refusal);
    }

    /// <summary>It was meant to be asked, and somebody else took the last turn.</summary>
    [Fact]
    public async Task Goes_on_to_the_next_where_the_last_turn_was_taken_after_it_was_planned()
    {
        var second = ScriptedRoute.Saying("second", Found);
        var routing = Routing([ScriptedRoute.Saying("first", Found), second], new() { Rate = new(1, Burst: 1) });
        var trail = routing.Router.Begin();
        var planned = routing.Router.Plan(Account, false, trail);
        await Ask(routing, times: 1);

        var question = Question(routing) with { Route = planned, Trail = trail };
        Assert.Equal(Found, await routing.Router.LookUp(question, CancellationToken.None));

        Assert.Single(second.Asked);
        Assert.Equal(SkipReason.OverRate, trail.Steps[0].Skipped);
    }

    [Theory]
    [InlineData("answer")]
    [InlineData("failure")]
    [InlineData("silence")]
    [InlineData("exception")]
    [InlineData("hang-up")]
    [InlineData("ledger")]
    public async Task Frees_a_place_however_a_question_ends(string end)
    {
        using var gone = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var isFirst = true;
        var only = new ScriptedRoute("first", async cancel =>
        {
            if (!isFirst)
                return Found;

            isFirst = false;
            asked.TrySetResult();
            if (end is "silence" or "hang-up")
                await Task.Delay(Timeout.Infinite, cancel);

            return end switch
            {
                "exception" => throw new InvalidOperationException("It is broken."),
                "failure" => Failed,
                _ => Found,
            };
        })
        {
            Budget = TimeSpan.FromMilliseconds(300),
        };
        var routing = Routing([only], new() { Concurrency = 1 });
        var question = Question(routing);
        if (end is "ledger")
            question = question with { Assign = _ => throw new TimeoutException("It is away.") };

        var asking = routing.Router.LookUp(question, gone.Token);
        if (end is "hang-up")
        {
            await asked.Task;
            Assert.Equal(SkipReason.Full, routing.Limits.Look(First, new() { Concurrency = 1 }));
            await gone.CancelAsync();
        }

        await Record.ExceptionAsync(() => asking);
        Assert.Equal(Found, (await Look(routing)).Reply);
    }

    [Fact]
    public async Task Puts_off_a_late_answer_that_it_may_not_ask_for_now()
    {
        var route = new ScriptedRoute("first", _ => Task.FromResult<BankReply>(new BankReply.Pending()))
        {
            Late = LateMode.Poll, Later = [new BankReply.Pending(), Found],
        };
        var routing = Routing([route], new() { Rate = new(1, Burst: 1) });
        var late = Question(routing) with { Route = First, ProviderId = "an id", IsFollowedUp = true };

        Assert.Equal(new BankReply.Pending(), await routing.Router.LookUpAgain(late, CancellationToken.None)!);
        Assert.Equal(new BankReply.Pending(), await routing.Router.LookUpAgain(late, CancellationToken.None)!);
        Assert.Single(route.Got);
        Assert.Equal(StepOutcome.Pending, Assert.Single(late.Trail.Steps).Outcome);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Found, await routing.Router.LookUpAgain(late, CancellationToken.None)!);
    }

    Fakes.Routing Routing(ScriptedRoute[] routes, RouteTerms first) => Limited.Routing(routes, first, _log, _clock);
}
