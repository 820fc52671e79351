using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Engine.Tests;

/// <summary>The ways of being late: who is asked again, for what, and how long.</summary>
public sealed class LateTests
{
    static readonly BankReply Found = new BankReply.Found("Siti");
    static readonly BankReply Taken = new BankReply.Pending() { ProviderId = "bank-7" };
    static readonly LateTimes Often = new([TimeSpan.FromMilliseconds(5)]);

    readonly KeptLog<Router> _log = new();

    [Theory]
    [InlineData(LateMode.Poll, false, true)]
    [InlineData(LateMode.Poll, true, true)]
    [InlineData(LateMode.Create, true, true)]
    [InlineData(LateMode.Create, false, false)]
    [InlineData(LateMode.Callback, true, false)]
    [InlineData(LateMode.None, true, false)]
    public async Task Asks_for_the_answer_by_the_provider_s_id_where_that_is_how_it_comes(
        LateMode late, bool hasSchedule, bool isAsked)
    {
        var route = new ScriptedRoute("a", _ => Task.FromResult(Taken))
        {
            Late = late,
            Times = hasSchedule ? Often : LateTimes.Usual,
            Later = [Found],
        };

        var again = Router(route).LookUpAgain(
            Question() with { Route = route.Name, ProviderId = "bank-7" }, CancellationToken.None);

        Assert.Equal(isAsked, again is not null);
        if (again is not null)
            Assert.Equal(Found, await again);

        Assert.Equal(isAsked ? ["bank-7"] : [], route.Got);
        Assert.Empty(route.Asked);   // that would be paid twice
    }

    /// <summary>Its host died before the id was kept, or the answer was lost.</summary>
    [Theory]
    [InlineData(LateMode.Poll)]
    [InlineData(LateMode.Create)]
    public async Task Asks_anew_without_an_id_only_where_the_provider_takes_a_reference_once(LateMode late)
    {
        var (once, twice) = (
            new ScriptedRoute("once", _ => Task.FromResult(Taken)) { Late = late, Times = Often },
            new ScriptedRoute("twice", _ => Task.FromResult(Taken))
            {
                Late = late,
                Times = Often,
                IsIdempotent = true,
            });
        var router = Router(once, twice);
        var kept = new List<string>();

        Assert.Null(router.LookUpAgain(Question() with { Route = once.Name }, CancellationToken.None));
        var again = router.LookUpAgain(
            Question() with { Route = twice.Name, Keep = Keep(kept) }, CancellationToken.None);

        Assert.Equal(Taken, await again!);
        Assert.Equal(["bank-7"], kept);
        Assert.Empty(once.Asked);
    }

    [Fact]
    public async Task Keeps_the_provider_s_id_before_it_says_anything()
    {
        var route = new ScriptedRoute("a", _ => Task.FromResult(Taken)) { Late = LateMode.Create };
        var keeping = new TaskCompletionSource();
        var asking = Router(route).LookUp(
            Question() with { IsFollowedUp = true, Keep = _ => keeping.Task }, CancellationToken.None);

        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(asking.IsCompleted);
        keeping.SetResult();

        Assert.Equal(Taken, await asking);
    }

    /// <summary>Nobody goes on with it after its caller, so it is asked while that waits.</summary>
    [Theory]
    [InlineData(LateMode.Poll)]
    [InlineData(LateMode.Create)]
    public async Task Is_polled_while_its_caller_waits_where_nobody_goes_on_with_it(LateMode late)
    {
        var route = new ScriptedRoute("a", _ => Task.FromResult(Taken))
        {
            Late = late,
            Times = Often,
            Later = [new BankReply.Pending(), new BankReply.Unclear(), Found],
        };

        Assert.Equal(Found, await Router(route).LookUp(Question(), CancellationToken.None));
        Assert.Equal(["bank-7", "bank-7", "bank-7"], route.Got);
        Assert.Single(route.Asked);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]   // it says nothing of when
    public async Task Is_asked_the_same_again_while_its_caller_waits_where_there_is_a_schedule(
        bool hasSchedule, int asked)
    {
        var times = 0;
        var route = new ScriptedRoute(
            "a", _ => Task.FromResult(++times < 3 ? new BankReply.Pending() : Found))
        {
            Late = LateMode.Repeat,
            Times = hasSchedule ? Often : LateTimes.Usual,
        };

        var reply = await Router(route).LookUp(Question(), CancellationToken.None);

        Assert.Equal(hasSchedule ? Found : new BankReply.Pending(), reply);
        Assert.Equal(asked, route.Asked.Count);
        Assert.Single(route.Asked.Select(question => question.Id).Distinct());
    }

    [Fact]
    public async Task Is_left_when_its_caller_goes_and_when_the_route_gives_up()
    {
        var patient = new ScriptedRoute("a", _ => Task.FromResult(Taken))
        {
            Late = LateMode.Poll,
            Times = Often,
            Later = [new BankReply.Pending()],
        };
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Router(patient).LookUp(Question(), gone.Token));

        var brief = new ScriptedRoute("a", _ => Task.FromResult(Taken))
        {
            Late = LateMode.Poll,
            Times = Often with { GiveUp = TimeSpan.FromMilliseconds(40) },
            Later = [new BankReply.Pending()],
        };
        Assert.Equal(new BankReply.Pending(), await Router(brief).LookUp(Question(), CancellationToken.None));
        Assert.InRange(brief.Got.Count, 1, 10);
    }

    [Fact]
    public async Task Is_not_polled_where_somebody_goes_on_with_it()
    {
        var route = new ScriptedRoute("a", _ => Task.FromResult(Taken)) { Late = LateMode.Poll, Times = Often };

        Assert.Equal(
            Taken, await Router(route).LookUp(Question() with { IsFollowedUp = true }, CancellationToken.None));
        Assert.Empty(route.Got);
    }

    /// <summary>It was taken the first time, whatever the second asking meets.</summary>
    [Fact]
    public async Task Takes_it_for_no_end_where_it_cannot_be_asked_for_the_answer()
    {
        var route = new ScriptedRoute("a", _ => Task.FromResult(Taken))
        {
            Late = LateMode.Poll,
            Later = [new BankReply.NotAsked(RouteFault.Unreachable, "it is away")],
        };

        var again = Router(route).LookUpAgain(
            Question() with { Route = route.Name, ProviderId = "bank-7" }, CancellationToken.None);

        Assert.Equal(new BankReply.Pending(), await again!);
        Assert.Single(_log.Levels);
    }

    [Fact]
    public void Keeps_virtual_accounts_and_banks_accounts_apart()
    {
        var (bank, bills) = (
            ScriptedRoute.Saying("bank", Found),
            new ScriptedRoute("bills", _ => Task.FromResult(Found)) { IsOfVirtualAccounts = true });
        var table = new RouteTable(
            [bank, bills],
            [new(["014"], [bills.Name]), new(["002"], [bank.Name]), new(["*"], [bank.Name, bills.Name])]);

        Assert.Equal([bank], table.Of(new("014", "1")));
        Assert.Equal([bills], table.Of(new("014", "1"), isVirtual: true));
        Assert.Equal([bank], table.Of(new("002", "1")));
        Assert.Equal([bills], table.Of(new("002", "1"), isVirtual: true));
    }

    [Fact]
    public void Follows_a_schedule_and_repeats_its_last_pause()
    {
        var (two, five) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
        var times = new LateTimes([two, five]);

        Assert.Equal([two, five, five], new[] { 0, 1, 70 }.Select(asked => times.Pause(asked)!.Value));
        Assert.Null(LateTimes.Usual.Pause(0));
    }

    [Fact]
    public void Ends_when_the_first_of_caller_and_route_gives_up()
    {
        var latest = DateTimeOffset.UnixEpoch.AddSeconds(60);
        DateTimeOffset End(double seconds) =>
            new LateTimes([], TimeSpan.FromSeconds(seconds)).End(DateTimeOffset.UnixEpoch, latest);

        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(59), End(59));
        Assert.Equal(latest, End(61));
        Assert.Equal(latest, LateTimes.Usual.End(DateTimeOffset.UnixEpoch, latest));
    }

    static Func<string, Task> Keep(List<string> kept) => id =>
    {
        kept.Add(id);
        return Task.CompletedTask;
    };

    Router Router(params IReadOnlyList<IRoute> routes) => new Fakes.Routing(
        new(routes, [new(["*"], [.. routes.Select(route => route.Name)])]), new KnowingBank(Found), _log).Router;

    static BankQuestion Question() =>
        new(new(Guid.NewGuid()), new("014", "1234567890"), DateTimeOffset.UnixEpoch);
}
