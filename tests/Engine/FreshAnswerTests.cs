using Microsoft.Extensions.Logging;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>Partners who want fresh answers, answers that come late, and what is held against what is
/// remembered.</summary>
public sealed class FreshAnswerTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly AccountInquiry Fresh = RememberingEngine.Fresh(Question.Billed);

    [Fact]
    public async Task Are_asked_for_though_one_is_remembered_and_learned()
    {
        var engine = RememberingEngine.Saying(new BankReply.NotFound(AccountAbsence.Closed));
        engine.Remember(Minute);

        Assert.IsType<InquiryAnswer.NotFound>(await engine.Ask(Fresh));

        while (engine.Answers[Fresh.Account]!.Absence is not AccountAbsence.Closed)
            await Task.Delay(5);
    }

    [Theory]
    [InlineData("SITI NURHALI", "bank-b", true)]   // cut
    [InlineData("S*** N********", "bank-b", true)]   // masked
    [InlineData("Budi Santoso", "bank-a", true)]   // the same provider may know better now
    [InlineData("Budi Santoso", "bank-b", false)]
    public async Task Are_believed_unless_another_provider_has_just_named_somebody_else(
        string name, string connector, bool isBelieved)
    {
        var engine = RememberingEngine.Saying(new BankReply.Found(name));
        engine.Remember(Minute, connector: connector);

        var answer = await engine.Ask(Fresh);

        Assert.Equal(isBelieved, answer is InquiryAnswer.Found);
        Assert.Equal(
            isBelieved ? InquiryOutcome.Found : InquiryOutcome.Unclear, Assert.Single(engine.Log.Handed).Outcome);
        if (isBelieved)
        {
            Assert.Empty(engine.Alarms.Levels);
            return;
        }

        Assert.IsType<InquiryAnswer.Pending>(answer);
        Assert.Equal([LogLevel.Error], engine.Alarms.Levels);
        Assert.Null(engine.Answers[Fresh.Account]);
        Assert.Equal(0, engine.Answers.Lessons);
        Assert.DoesNotContain(engine.Alarms.Texts, text =>
            text.Contains("Nurhaliza", StringComparison.Ordinal) || text.Contains("Santoso", StringComparison.Ordinal)
            || text.Contains(Fresh.Account.Number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Are_believed_over_what_is_too_old()
    {
        var engine = RememberingEngine.Saying(new BankReply.Found("Budi Santoso"));
        engine.Remember(25 * 60 * Minute);

        Assert.IsType<InquiryAnswer.Found>(await engine.Ask(Fresh));
        Assert.Empty(engine.Alarms.Levels);
    }

    [Fact]
    public async Task Are_learned_when_they_come_after_the_budget()
    {
        var reply = new TaskCompletionSource<BankReply>();
        var engine = new RememberingEngine(_ => reply.Task);

        Assert.IsType<InquiryAnswer.Pending>(
            await engine.Ask(Question.Followed with { Budget = Question.ShortBudget }));
        Assert.Equal(0, engine.Answers.Lessons);

        reply.SetResult(new BankReply.Found("Siti"));
        Assert.Equal("Siti", (await engine.Learned()).HolderName);
        Assert.Equal(StepKind.Asked, Assert.Single((await engine.Log.ClosedFirst).Steps).Kind);
    }

    [Fact]
    public async Task Are_learned_when_a_provider_calls_back()
    {
        var engine = RememberingEngine.Saying(new BankReply.Pending());
        await engine.Ask(Question.Followed);
        var open = Assert.Single(engine.Log.Opened);
        engine.Open.Add(open);

        await engine.FollowUps.Hear(
            engine.Route.Name, new(open.Id, new BankReply.NotFound(AccountAbsence.Dormant), 200, default), default);

        var learned = await engine.Learned();
        Assert.Equal((AccountAbsence.Dormant, open.AskedAt), (learned.Absence, learned.AskedAt));
    }

    [Fact]
    public async Task Are_held_against_what_is_remembered_when_a_provider_calls_back_too()
    {
        var engine = RememberingEngine.Saying(new BankReply.Pending());
        await engine.Ask(Question.Followed);
        var open = Assert.Single(engine.Log.Opened);
        engine.Open.Add(open);
        engine.Remember(Minute);

        await engine.FollowUps.Hear(
            engine.Route.Name, new(open.Id, new BankReply.Found("Budi Santoso"), 200, default), default);

        Assert.Empty(engine.Log.Closed);
        Assert.Equal([LogLevel.Error], engine.Alarms.Levels);
    }

    [Fact]
    public async Task Are_learned_where_a_route_repeats_the_question()
    {
        var replies = new Queue<BankReply>([new BankReply.Pending(), new BankReply.Found("Siti")]);
        var engine = new RememberingEngine(_ => Task.FromResult(replies.Dequeue()), late: LateMode.Repeat);
        await engine.Ask(Question.Followed);
        engine.Open.Add(Assert.Single(engine.Log.Opened));

        await engine.FollowUps.StartAsync(CancellationToken.None);
        var learned = await engine.Learned();
        await engine.FollowUps.StopAsync(CancellationToken.None);

        Assert.Equal("Siti", learned.HolderName);
    }
}
