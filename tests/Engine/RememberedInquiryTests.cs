using Microsoft.Extensions.Logging;
using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>Questions whose answer is remembered, and what is remembered of which.</summary>
public sealed class RememberedInquiryTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly BankReply.Found Siti = new("SITI NURHALIZA");

    public static TheoryData<string> Callers => ["billed", "keyed", "followed"];

    [Theory, MemberData(nameof(Callers))]
    public async Task Are_answered_in_one_write_and_asked_of_nobody(string caller)
    {
        var engine = RememberingEngine.Saying(new BankReply.Failed());
        engine.Remember(Minute);

        var answer = Assert.IsType<InquiryAnswer.Found>(await engine.Ask(Of(caller)));

        Assert.Equal("Siti Nurhaliza", answer.HolderName);
        var record = Assert.Single(engine.Log.Handed);
        AssertRemembered(record);
        Assert.Equal((Of(caller).Price, Of(caller).Keys), (record.Price, record.Keys));
        Assert.Equal(caller is "followed" ? "Found at 014" : null, ScriptedCallbacks.Text(record.Callback));
        Assert.Empty(engine.Log.Opened);
        Assert.Empty(engine.Route.Asked);
        Assert.Equal(0, engine.Answers.Lessons);
    }

    [Theory]
    [InlineData(AccountAbsence.Unknown)]
    [InlineData(AccountAbsence.Closed)]
    [InlineData(AccountAbsence.Dormant)]
    [InlineData(AccountAbsence.Blocked)]
    public async Task Are_misses_and_say_why_as_they_did_before(AccountAbsence why)
    {
        var engine = RememberingEngine.Saying(new BankReply.Failed());
        engine.Remember(Minute, why);

        Assert.Equal(why, Assert.IsType<InquiryAnswer.NotFound>(await engine.Ask(Question.Billed)).Why);

        var record = Assert.Single(engine.Log.Handed);
        Assert.Equal((50, Question.Price), (record.MissBudget, record.Price));
        Assert.False(record.IsFromOutside);   // it may still be refused for them
    }

    [Theory]
    [InlineData(24 * 60 - 1, null, true)]
    [InlineData(24 * 60, null, false)]
    [InlineData(4, AccountAbsence.Unknown, true)]
    [InlineData(5, AccountAbsence.Unknown, false)]
    [InlineData(-1, null, false)]   // of a time to come
    [InlineData(0, null, true)]
    public async Task Are_answered_by_what_is_young_enough_for_its_kind(
        int minutes, AccountAbsence? absence, bool isUsed)
    {
        var engine = RememberingEngine.Saying(new BankReply.Found("Fresh"));
        engine.Remember(minutes * Minute, absence);

        await engine.Ask(Question.Billed);

        Assert.Equal(isUsed ? 0 : 1, engine.Route.Asked.Count);
    }

    public static TheoryData<BankReply, bool> Replies => new()
    {
        { Siti, true },
        { new BankReply.Found("SI** NUR*****"), true },   // what was said
        { new BankReply.NotFound(AccountAbsence.Dormant), true },
        { new BankReply.Failed(), false },
        { new BankReply.Pending(), false },
        { new BankReply.Unclear(), false },
        { new BankReply.Found("Siti") { About = new("014", "1") }, false },
    };

    [Theory, MemberData(nameof(Replies))]
    public async Task Have_their_final_answer_learned_and_no_other(BankReply reply, bool isLearned)
    {
        var engine = RememberingEngine.Saying(reply);

        await engine.Ask(Question.Billed);

        if (!isLearned)
        {
            Assert.Equal(0, engine.Answers.Lessons);
            return;
        }

        var learned = await engine.Learned();
        Assert.Equal(
            (Question.Billed.Account, "bank-a", Question.Now, Question.Now),
            (learned.Account, learned.Connector.Value, learned.AskedAt, learned.LearnedAt));
        Assert.Equal((reply as BankReply.Found)?.HolderName, learned.HolderName);
        Assert.Equal((reply as BankReply.NotFound)?.Why ?? default, learned.Absence);
        Assert.Equal(StepKind.Asked, Assert.Single(Assert.Single(engine.Log.Handed).Steps).Kind);
    }

    [Fact]
    public async Task Are_learned_of_routes_alone()
    {
        var engine = RememberingEngine.Saying(Siti);

        await engine.Ask(Question.Billed with { Account = new("002", "1") });
        await engine.Ask(Question.Billed with
        {
            Account = new("014", ScriptedVirtualAccounts.Number),
            IsVirtualAccount = true,
        });

        Assert.Equal((0, 0), (engine.Answers.Looks, engine.Answers.Lessons));
    }

    [Fact]
    public async Task Are_not_remembered_where_nothing_is_to_be()
    {
        var engine = RememberingEngine.Saying(Siti, AnswerAges.None);
        engine.Remember(Minute);

        Assert.Equal(Siti.HolderName, Assert.IsType<InquiryAnswer.Found>(await engine.Ask(Question.Billed)).HolderName);

        Assert.Equal((0, 0), (engine.Answers.Looks, engine.Answers.Lessons));
    }

    /// <summary>A remembered "no" does not outlive a "yes", though that is not remembered.</summary>
    [Fact]
    public async Task Forget_what_an_answer_that_is_not_kept_has_overtaken()
    {
        var engine = RememberingEngine.Saying(Siti, new(Found: null, TimeSpan.FromHours(1)));
        engine.Remember(Minute, AccountAbsence.Unknown);

        await engine.Ask(RememberingEngine.Fresh(Question.Billed));

        await Eventually(() => engine.Answers[Question.Billed.Account] is null);
    }

    /// <summary>Another's question may end between a caller's look and its own question.</summary>
    [Theory, MemberData(nameof(Callers))]
    public async Task Are_looked_for_once_more_before_they_are_asked(string caller)
    {
        var engine = RememberingEngine.Saying(new BankReply.Failed());
        engine.Answers.Looked = looks =>
        {
            if (looks == 1)
                engine.Remember(Minute);
        };

        Assert.IsType<InquiryAnswer.Found>(await engine.Ask(Of(caller)));

        Assert.Empty(engine.Route.Asked);
        var record = Assert.Single([.. engine.Log.Handed, .. engine.Log.Closed]);
        AssertRemembered(record);
    }

    [Fact]
    public async Task Are_asked_all_the_same_where_only_the_second_look_fails()
    {
        var engine = RememberingEngine.Saying(Siti);
        engine.Answers.Failure = new TimeoutException("away");

        await Assert.ThrowsAsync<TimeoutException>(() => engine.Ask(Question.Billed));
        Assert.Empty(engine.Route.Asked);

        engine.Answers.Failure = new TooBusyException("full");
        Assert.Equal(
            new InquiryAnswer.Refused(InquiryRefusal.TooBusy), await engine.Ask(Question.Keyed));

        // Who wants it fresh does not look, and is answered though nothing can be learned.
        Assert.IsType<InquiryAnswer.Found>(await engine.Ask(RememberingEngine.Fresh(Question.Billed)));
        await Eventually(() => engine.Alarms.Levels.Contains(LogLevel.Warning));
    }

    static async Task Eventually(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 1000);
            await Task.Delay(5);
        }
    }

    static void AssertRemembered(InquiryRecord record)
    {
        Assert.DoesNotContain(record.Steps, step => step.IsQuestion);
        var remembered = Assert.Single(record.Steps, step => step.Kind is StepKind.Remembered);
        Assert.Equal(("bank-b", (TimeSpan?)Minute), (remembered.Route.Value, remembered.Age));
    }

    static AccountInquiry Of(string caller) => caller switch
    {
        "billed" => Question.Billed,
        "keyed" => Question.Keyed,
        _ => Question.Followed,
    };
}
