using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>Inquiries whose answer is late: gone on with on their route's schedule, until that gives up.</summary>
public sealed class LateInquiryTests
{
    static readonly BankReply Taken = new BankReply.Pending() { ProviderId = "bank-7" };
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    readonly ScriptedInquiryLog _log = new();

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 5)]
    [InlineData(9, 5)]
    public async Task Are_put_back_until_the_next_time_of_the_schedule(int asked, int pause)
    {
        var engine = Behind(Late(LateMode.Poll, [new BankReply.Pending()]));
        engine.Open.Add(Open() with { ProviderId = "bank-7", Asked = asked });

        await engine.FollowUps.StartAsync(default);
        var (_, until) = await engine.Open.PutBackFirst;
        await engine.FollowUps.StopAsync(default);

        Assert.Equal(TimeSpan.FromSeconds(pause), until);
    }

    [Fact]
    public async Task Are_closed_with_what_their_provider_says_later()
    {
        var route = Late(LateMode.Poll, [new BankReply.Found("Siti")]);
        var engine = Behind(route);
        engine.Open.Add(Open() with { ProviderId = "bank-7" });

        await engine.FollowUps.StartAsync(default);
        var closed = await _log.ClosedFirst;
        await engine.FollowUps.StopAsync(default);

        Assert.Equal((InquiryOutcome.Found, "Siti"), (closed.Outcome, closed.HolderName));
        Assert.Equal(["bank-7"], route.Got);
        Assert.Empty(route.Asked);
    }

    [Fact]
    public async Task Keep_what_their_provider_calls_them()
    {
        var engine = Behind(Late(LateMode.Create));

        Assert.IsType<InquiryAnswer.Pending>(await engine.Inquiries.Ask(Question.Followed, default));

        Assert.Equal([(Assert.Single(_log.Opened).Id, "bank-7")], engine.Ledger.Kept);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(90, 60)]
    public async Task End_when_the_first_of_caller_and_route_gives_up(int route, int end)
    {
        var engine = Behind(Late(LateMode.Create, giveUp: TimeSpan.FromSeconds(route)));

        await engine.Inquiries.Ask(Question.Followed, default);

        Assert.Equal(Question.Now.AddSeconds(end), Assert.Single(_log.Opened).GiveUpAt);
    }

    /// <summary>The one that was not asked does not bound the other's time.</summary>
    [Fact]
    public async Task End_when_the_route_gives_up_that_was_asked()
    {
        var away = new ScriptedRoute(
            "away", _ => Task.FromResult<BankReply>(new BankReply.NotAsked(RouteFault.Unreachable, "why")))
        {
            Times = new([], TimeSpan.FromSeconds(1)),
        };
        var engine = Behind(away, Late(LateMode.Create));

        await engine.Inquiries.Ask(Question.Followed, default);

        var ends = engine.Ledger.Written.Select(one => one.GiveUpAt).OfType<DateTimeOffset>();
        Assert.Equal(Question.Now.AddSeconds(60), Assert.Single(ends));
    }

    [Fact]
    public async Task About_a_virtual_account_without_a_bill_here_are_asked_where_those_are_asked()
    {
        var bills = new ScriptedRoute(
            "bills", _ => Task.FromResult<BankReply>(new BankReply.Found("Siti") { Owed = Money.Rupiah(7_000) }))
        {
            IsOfVirtualAccounts = true,
        };
        var engine = Behind(Late(LateMode.Create), bills);
        var virtually = Question.Followed with { Account = new("014", "8673019999999998"), IsVirtualAccount = true };

        var found = Assert.IsType<InquiryAnswer.Found>(await engine.Inquiries.Ask(virtually, default));
        Assert.Equal(("Siti", Money.Rupiah(7_000)), (found.HolderName, found.Owed));
        var (opened, closed) = (Assert.Single(_log.Opened), Assert.Single(_log.Closed));
        Assert.Equal((true, bills.Name), (opened.IsVirtualAccount, opened.Route));
        Assert.Equal((true, Money.Rupiah(7_000)), (closed.IsVirtualAccount, closed.Owed));

        // What has a bill here is nobody else's.
        await engine.Inquiries.Ask(
            virtually with { Account = new("014", ScriptedVirtualAccounts.Number) }, default);
        Assert.Single(bills.Asked);
        Assert.Equal("Test VA", Assert.Single(_log.Handed).HolderName);
    }

    InquiryEngine Behind(params IReadOnlyList<ScriptedRoute> routes)
    {
        var router = new Fakes.Routing(
            new(routes, [new(["*"], [.. routes.Select(route => route.Name)])]), ScriptedBank.Silent()).Router;
        var engine = new InquiryEngine(router, _log, Question.Now, followUpLog: new KeptLog<FollowUps>());
        engine.Credentials.Add(Question.Credential);
        return engine;
    }

    static ScriptedRoute Late(LateMode late, IReadOnlyList<BankReply>? later = null, TimeSpan? giveUp = null) =>
        new("bank", _ => Task.FromResult(Taken))
        {
            Late = late,
            Times = new([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)], giveUp),
            Later = later ?? [],
        };

    static OpenInquiry Open() => new(
        new(Guid.CreateVersion7(Question.Now)),
        Question.Now,
        new("ifortepay"),
        Question.Partner.Id,
        Question.Followed.Account,
        new("ifortepay:MCPD1", new(2025, 3, 11), "1", Reference: null),
        Question.Now + Soon,
        Question.Followed.FollowUp)
    {
        Route = new("bank"),
    };
}
