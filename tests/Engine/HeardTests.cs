using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>What a provider calls back with closes what it was asked about, and nothing else.</summary>
public sealed class HeardTests
{
    static readonly RouteName Route = new("bank-a");

    static readonly OpenInquiry Inquiry = new(
        new(Guid.CreateVersion7(Question.Now)),
        Question.Now,
        new("ifortepay"),
        Question.Partner.Id,
        Question.Followed.Account,
        new("ifortepay:MCPD1", new(2025, 3, 11), "1", Reference: null),
        Question.Now.AddSeconds(60),
        Question.Followed.FollowUp)
    {
        Route = Route,
    };

    readonly ScriptedInquiryLog _log = new();
    readonly InquiryEngine _engine;

    public HeardTests()
    {
        _engine = new(ScriptedBank.Silent(), _log, Question.Now, followUpLog: new KeptLog<FollowUps>());
        _engine.Credentials.Add(Question.Credential);
        _engine.Open.Add(Inquiry);
    }

    [Fact]
    public async Task Closes_what_its_route_was_asked_about()
    {
        Assert.True(await Hear(Route, Inquiry.Id, new BankReply.Found("Siti")));

        var closed = Assert.Single(_log.Closed);
        Assert.Equal((Inquiry.Id, InquiryOutcome.Found, "Siti"), (closed.Id, closed.Outcome, closed.HolderName));
    }

    public static TheoryData<string, BankReply> Nothing => new()
    {
        { "another route", new BankReply.Found("Siti") },
        { "another inquiry", new BankReply.Found("Siti") },
        { "no final word", new BankReply.Pending() },
        { "nonsense", new BankReply.Unclear() },
        { "another account", new BankReply.Found("Siti") { About = new("002", "1") } },
        { "no name", new BankReply.Found(" ") },
    };

    [Theory, MemberData(nameof(Nothing))]
    public async Task Leaves_open_what_it_has_no_word_about(string what, BankReply reply)
    {
        var route = what is "another route" ? new RouteName("bank-b") : Route;
        var id = what is "another inquiry" ? new InquiryId(Guid.NewGuid()) : Inquiry.Id;

        Assert.True(await Hear(route, id, reply));
        Assert.Empty(_log.Closed);
    }

    /// <summary>Then the provider is to call again.</summary>
    [Fact]
    public async Task Is_not_heard_where_there_is_no_room_to_write_it_down()
    {
        var full = new InquiryEngine(
            ScriptedBank.Silent(), new(InquiryVerdict.QueueFull), Question.Now,
            followUpLog: new KeptLog<FollowUps>());
        full.Open.Add(Inquiry);

        Assert.False(await full.FollowUps.Hear(
            Route, new(Inquiry.Id, new BankReply.Found("Siti"), 200, default), default));
    }

    [Theory]
    [InlineData("bank-7", true)]
    [InlineData("bank-8", false)]   // not kept yet, or none of ours: it is to come again
    public async Task Is_found_by_the_provider_s_id_once_that_is_kept(string named, bool isHeard)
    {
        _engine.Open.Remove(Inquiry.Id);
        _engine.Open.Add(Inquiry with { ProviderId = "bank-7" });

        Assert.Equal(isHeard, await Hear(Route, null, new BankReply.Found("Siti"), named));
        Assert.True(await Hear(Route, null, new BankReply.Found("Siti")));   // it names nothing at all
        Assert.Equal(isHeard ? 1 : 0, _log.Closed.Count);
    }

    [Theory]
    [InlineData(null, "bank-8", true)]      // it is quicker than the answer with the id
    [InlineData("bank-7", "bank-7", true)]
    [InlineData("bank-7", null, true)]
    [InlineData("bank-7", "bank-8", false)]
    public async Task Leaves_open_what_has_another_of_the_provider_s_ids(string? kept, string? named, bool isClosed)
    {
        _engine.Open.Remove(Inquiry.Id);
        _engine.Open.Add(Inquiry with { ProviderId = kept });

        Assert.True(await Hear(Route, Inquiry.Id, new BankReply.Found("Siti"), named));
        Assert.Equal(isClosed ? 1 : 0, _log.Closed.Count);
    }

    Task<bool> Hear(RouteName route, InquiryId? id, BankReply reply, string? named = null) =>
        _engine.FollowUps.Hear(
            route, new(id, reply, 200, default) { ProviderId = named }, TestContext.Current.CancellationToken);
}
