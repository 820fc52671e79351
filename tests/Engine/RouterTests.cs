using Microsoft.Extensions.Logging;
using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Engine.Tests;

/// <summary>Who is asked whose account it is, in which order, and who is not asked any more.</summary>
public sealed class RouterTests
{
    static readonly BankReply Found = new BankReply.Found("Siti");

    static readonly BankReply Unreachable = new BankReply.NotAsked(RouteFault.Unreachable, "it is away");

    readonly KeptLog<Router> _log = new();

    [Fact]
    public async Task Asks_by_the_first_rule_that_names_the_bank_and_by_the_star_for_others()
    {
        var (own, rest) = (ScriptedRoute.Saying("own", Found), ScriptedRoute.Saying("rest", Found));
        var router = Router([own, rest], new(["014"], [new("own")]), new(["014", "*"], [new("rest")]));

        await router.LookUp(Question("014"), CancellationToken.None);
        await router.LookUp(Question("002"), CancellationToken.None);

        Assert.Equal("014", Assert.Single(own.Asked).Account.BankCode);
        Assert.Equal("002", Assert.Single(rest.Asked).Account.BankCode);
        Assert.Equal("own", router.Plan(new("014", "1"), false, new())?.Value);
    }

    [Fact]
    public async Task Leaves_banks_without_a_route_to_whoever_else_answers()
    {
        var router = Router([ScriptedRoute.Saying("own", Found)], new RouteRule(["014"], [new("own")]));

        Assert.Equal(new BankReply.Found("of another"), router.Know(new("002", "1")));
        Assert.Null(router.Know(new("014", "1")));
        Assert.Null(router.Plan(new("002", "1"), false, new()));
    }

    [Theory]
    [InlineData(RouteFault.Unreachable, LogLevel.Warning)]
    [InlineData(RouteFault.Busy, LogLevel.Warning)]
    [InlineData(RouteFault.Misconfigured, LogLevel.Error)]
    public async Task Asks_the_next_only_where_the_one_before_took_no_question(RouteFault fault, LogLevel level)
    {
        var first = ScriptedRoute.Saying("first", new BankReply.NotAsked(fault, "why"));
        var second = ScriptedRoute.Saying("second", Found);
        var router = Router([first, second], new RouteRule(["*"], [new("first"), new("second")]));
        var assigned = new List<string>();

        var reply = await router.LookUp(
            Question("014") with { Route = new("first"), Assign = Assign }, CancellationToken.None);

        Assert.Equal(Found, reply);
        Assert.Equal(["second"], assigned);   // written down before it was asked
        Assert.Equal(level, Assert.Single(_log.Levels));

        Task Assign(RouteStep step)
        {
            Assert.Empty(second.Asked);
            assigned.Add(step.Route.Value);
            return Task.CompletedTask;
        }
    }

    public static TheoryData<BankReply> Answers =>
    [
        Found, new BankReply.NotFound(AccountAbsence.Closed), new BankReply.Failed(), new BankReply.Pending(),
        new BankReply.Unclear(),
    ];

    [Theory, MemberData(nameof(Answers))]
    public async Task Takes_whatever_else_the_first_does_for_the_answer(BankReply answer)
    {
        var (first, second) = (ScriptedRoute.Saying("first", answer), ScriptedRoute.Saying("second", Found));
        var router = Router([first, second], new RouteRule(["*"], [new("first"), new("second")]));

        Assert.Equal(answer, await router.LookUp(Question("014"), CancellationToken.None));
        Assert.Empty(second.Asked);
    }

    [Fact]
    public async Task Says_that_nobody_was_asked_where_nobody_took_the_question()
    {
        var router = Router([ScriptedRoute.Saying("only", Unreachable)], new RouteRule(["*"], [new("only")]));

        Assert.Equal(Unreachable, await router.LookUp(Question("014"), CancellationToken.None));
    }

    /// <summary>It may have been taken, so nobody else is asked.</summary>
    [Fact]
    public async Task Waits_for_a_route_no_longer_than_its_budget()
    {
        var slow = new ScriptedRoute("slow", async cancel =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            return Found;
        })
        {
            Budget = TimeSpan.FromMilliseconds(50),
        };
        var second = ScriptedRoute.Saying("second", Found);
        var router = Router([slow, second], new RouteRule(["*"], [new("slow"), new("second")]));

        Assert.Equal(new BankReply.Pending(), await router.LookUp(Question("014"), CancellationToken.None));
        Assert.Empty(second.Asked);
    }

    [Fact]
    public async Task Asks_again_only_by_the_same_route_and_only_where_that_is_how_it_answers()
    {
        var patient = new ScriptedRoute("patient", _ => Task.FromResult(Found)) { Late = LateMode.Repeat };
        var once = new ScriptedRoute("once", _ => Task.FromResult(Found)) { Late = LateMode.Callback };
        var router = Router([once, patient], new RouteRule(["*"], [new("once"), new("patient")]));

        Assert.Null(router.LookUpAgain(Question("014") with { Route = new("once") }, CancellationToken.None));
        Assert.Null(router.LookUpAgain(Question("014") with { Route = new("gone") }, CancellationToken.None));
        Assert.Null(router.LookUpAgain(Question("014"), CancellationToken.None));

        var again = router.LookUpAgain(Question("014") with { Route = new("patient") }, CancellationToken.None);
        Assert.Equal(Found, await again!);
        Assert.Empty(once.Asked);
    }

    /// <summary>The first time it may have taken the question, and be paid for it.</summary>
    [Theory]
    [InlineData(RouteFault.Unreachable)]
    [InlineData(RouteFault.Busy)]
    [InlineData(RouteFault.Misconfigured)]
    public async Task Takes_it_for_no_end_where_a_route_takes_no_question_the_second_time(RouteFault fault)
    {
        BankReply none = new BankReply.NotAsked(fault, "why");
        var patient = new ScriptedRoute("patient", _ => Task.FromResult(none)) { Late = LateMode.Repeat };
        var router = Router([patient], new RouteRule(["*"], [new("patient")]));

        var again = router.LookUpAgain(Question("014") with { Route = new("patient") }, CancellationToken.None);

        Assert.Equal(new BankReply.Pending(), await again!);
        Assert.Single(_log.Levels);
    }

    Router Router(IReadOnlyList<IRoute> routes, params IReadOnlyList<RouteRule> rules) =>
        new Fakes.Routing(new(routes, rules), new KnowingBank(new BankReply.Found("of another")), _log).Router;

    static BankQuestion Question(string bank) =>
        new(new(Guid.NewGuid()), new(bank, "1234567890"), DateTimeOffset.UnixEpoch);
}
