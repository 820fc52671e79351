using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;
using static Periksa.Engine.Tests.Limited;

namespace Periksa.Engine.Tests;

/// <summary>How often a route is asked about one account in a day.</summary>
public sealed class AccountHitLimitTests
{
    static readonly BankReply Found = new BankReply.Found("Siti");

    readonly KeptLog<Router> _log = new();

    [Fact]
    public async Task Asks_about_an_account_as_often_as_it_may_in_a_day()
    {
        var (first, second) = (ScriptedRoute.Saying("first", Found), ScriptedRoute.Saying("second", Found));
        var routing = Routing([first, second], new() { MaxHitsPerAccountPerDay = 3 });

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => Look(routing))));

        Assert.Equal((3, 997), (first.Asked.Count, second.Asked.Count));
        Assert.Equal(SkipReason.UsedUp, (await Look(routing)).Question.Trail.Steps[0].Skipped);
        Assert.Equal(Found, await routing.Router.LookUp(
            Question(routing) with { Account = new("014", "99") }, CancellationToken.None));
        Assert.Equal(4, first.Asked.Count);
    }

    [Theory]
    [InlineData(RouteFault.Unreachable, 0)]
    [InlineData(RouteFault.Busy, 1)]
    [InlineData(RouteFault.Misconfigured, 1)]
    public async Task Counts_what_may_have_reached_its_provider(RouteFault fault, int counted)
    {
        var routing = Routing(
            [ScriptedRoute.Saying("first", new BankReply.NotAsked(fault, "why"))],
            new() { MaxHitsPerAccountPerDay = 3 });

        await Ask(routing, times: 1);

        Assert.Equal(counted, routing.Hits[First, Account]);
    }

    /// <summary>The whole question is sent again where it is repeated; by an id nobody asks about an account.</summary>
    [Theory]
    [InlineData(LateMode.Repeat, 2)]
    [InlineData(LateMode.Poll, 1)]
    public async Task Counts_a_repeat_and_no_poll(LateMode mode, int counted)
    {
        var route = new ScriptedRoute("first", _ => Task.FromResult<BankReply>(new BankReply.Pending()))
        {
            Late = mode, Later = [new BankReply.Pending()],
        };
        var routing = Routing([route], new() { MaxHitsPerAccountPerDay = 2 });
        var question = Question(routing) with { ProviderId = "an id", IsFollowedUp = true };
        await routing.Router.LookUp(question, CancellationToken.None);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(
                new BankReply.Pending(),
                await routing.Router.LookUpAgain(question with { Route = First }, CancellationToken.None)!);
        }

        Assert.Equal(counted, routing.Hits[First, Account]);
        Assert.Equal(counted, route.Asked.Count);
    }

    [Fact]
    public async Task Asks_nothing_that_cannot_be_counted_and_sets_nothing_aside_for_it()
    {
        var price = new Money(100, Currency.Idr);
        var only = ScriptedRoute.Saying("first", Found);
        var routing = Routing([only], new()
        {
            MaxHitsPerAccountPerDay = 3, Concurrency = 1, Prices = new(price, price, price), DailySpendLimit = price,
        });
        routing.Hits.Failure = new TimeoutException("It is away.");
        await Assert.ThrowsAsync<TimeoutException>(() => Look(routing));
        Assert.Empty(only.Asked);

        routing.Hits.Failure = null;
        Assert.Equal(Found, (await Look(routing)).Reply);
    }

    Fakes.Routing Routing(ScriptedRoute[] routes, RouteTerms first) => Limited.Routing(routes, first, _log);
}
