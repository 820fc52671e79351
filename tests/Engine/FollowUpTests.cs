using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>Open inquiries, gone on with by whichever host has them.</summary>
public class FollowUpTests
{
    static readonly OpenInquiry Inquiry = New("key");

    readonly KeptLog<FollowUps> _log = new();

    [Theory]
    [InlineData(true, "Found at 014")]
    [InlineData(false, "Failed at 014")]
    public async Task Take_over_what_another_host_left_and_tell_how_it_ended(bool isFound, string told)
    {
        var inquiryLog = new ScriptedInquiryLog();
        var engine = Behind(
            ScriptedBank.Saying(isFound ? new BankReply.Found("Test BCA") : new BankReply.Failed()), inquiryLog);
        engine.Open.Add(Inquiry);

        await engine.FollowUps.StartAsync(default);
        var record = await inquiryLog.ClosedFirst;
        await engine.FollowUps.StopAsync(default);

        Assert.Equal((Inquiry.Id, Inquiry.AskedAt, Inquiry.Keys), (record.Id, record.AskedAt, record.Keys));
        Assert.Equal(
            (Inquiry.Dialect, Inquiry.Partner, Inquiry.Account), (record.Dialect, record.Partner, record.Account));
        Assert.Equal(told, ScriptedCallbacks.Text(record.Callback));
        Assert.Empty(_log.Texts);
    }

    [Theory]
    [InlineData(-5, 1)]       // a clock that was set back
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(11, 5.5)]
    [InlineData(20, 10)]
    [InlineData(59, 10)]
    public async Task Ask_again_after_a_pause_that_grows_to_ten_seconds(double secondsSince, double pause)
    {
        var engine = Behind(
            ScriptedBank.Saying(new BankReply.Unclear()), new(), Question.Now.AddSeconds(secondsSince));
        engine.Open.Add(Inquiry);

        await engine.FollowUps.StartAsync(default);

        Assert.Equal((Inquiry.Id, TimeSpan.FromSeconds(pause)), await engine.Open.PutBackFirst);
        await engine.FollowUps.StopAsync(default);
    }

    [Fact]
    public async Task Ask_again_where_a_connector_gave_up_waiting()
    {
        var inquiryLog = new ScriptedInquiryLog();
        var engine = Behind(ScriptedBank.Throwing(new TaskCanceledException()), inquiryLog);
        engine.Open.Add(Inquiry);

        await engine.FollowUps.StartAsync(default);

        Assert.Equal(Inquiry.Id, (await engine.Open.PutBackFirst).Id);
        await engine.FollowUps.StopAsync(default);
        Assert.Empty(inquiryLog.Closed);
    }

    [Fact]
    public async Task Give_up_at_the_end_of_the_patience_and_tell_so()
    {
        var inquiryLog = new ScriptedInquiryLog();
        var silent = New("silent") with { FollowUp = null, Dialect = new("paydia") };
        var early = Behind(ScriptedBank.Silent(), inquiryLog, Inquiry.GiveUpAt.AddTicks(-1));
        var engine = Behind(ScriptedBank.Silent(), inquiryLog, Inquiry.GiveUpAt);
        foreach (var inquiry in new[] { Inquiry, silent })
        {
            early.Open.Add(inquiry);
            engine.Open.Add(inquiry);
        }

        await early.FollowUps.GiveUpOverdue(default);
        Assert.Empty(inquiryLog.Closed);
        await engine.FollowUps.GiveUpOverdue(default);

        Assert.Equal([Inquiry.Id, silent.Id], inquiryLog.Closed.Select(record => record.Id));
        Assert.All(inquiryLog.Closed, record => Assert.Equal(InquiryOutcome.Unanswered, record.Outcome));
        Assert.All(inquiryLog.Closed, record => Assert.Null(record.MissBudget));
        Assert.Equal("Unanswered at 014", ScriptedCallbacks.Text(inquiryLog.Closed[0].Callback));
        Assert.Equal(Inquiry.GiveUpAt, inquiryLog.Closed[0].Callback!.At);
        Assert.Null(inquiryLog.Closed[1].Callback);
    }

    [Fact]
    public async Task Give_up_all_that_is_overdue_however_much_that_is()
    {
        var open = new List<ScriptedOpenInquiries>();
        var inquiryLog = new ScriptedInquiryLog
        {
            FailureToClose = record =>
            {
                open[0].Remove(record.Id);
                return null;
            },
        };
        var engine = Behind(ScriptedBank.Silent(), inquiryLog, Inquiry.GiveUpAt);
        open.Add(engine.Open);
        for (var i = 0; i < 200; i++)
            engine.Open.Add(New($"key-{i}"));

        await engine.FollowUps.GiveUpOverdue(default);

        Assert.Equal(200, inquiryLog.Closed.DistinctBy(record => record.Id).Count());
    }

    // One that cannot be closed must not keep the others from being given up or taken over.
    [Fact]
    public async Task Go_on_past_one_that_cannot_be_given_up()
    {
        var (bad, late, young) = (New("bad"), New("late"), New("young"));
        var inquiryLog = new ScriptedInquiryLog
        {
            FailureToClose = record => record.Id == bad.Id ? new InvalidOperationException("no words") : null,
        };
        var engine = Behind(ScriptedBank.Saying(new BankReply.Unclear()), inquiryLog, Inquiry.GiveUpAt);
        engine.Open.Add(bad);
        engine.Open.Add(late);
        engine.Open.Add(young with { GiveUpAt = Inquiry.GiveUpAt.AddSeconds(1) });

        await engine.FollowUps.StartAsync(default);
        await engine.Open.PutBackFirst;
        await engine.FollowUps.StopAsync(default);

        Assert.Contains(inquiryLog.Closed, record => record.Id == late.Id);
        Assert.DoesNotContain(inquiryLog.Closed, record => record.Id == bad.Id);
        Assert.Contains(_log.Texts, text => text.Contains($"{bad.Id}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(InquiryVerdict.QueueFull)]
    [InlineData(null)]
    public async Task Do_not_try_in_a_circle_what_cannot_be_closed_now(InquiryVerdict? verdict)
    {
        var full = Enumerable.Repeat(verdict ?? InquiryVerdict.Recorded, 100_000).ToArray();
        var inquiryLog = new ScriptedInquiryLog(full)
        {
            FailureToClose = _ => verdict is null ? new TimeoutException() : null,
        };
        var engine = Behind(ScriptedBank.Silent(), inquiryLog, Inquiry.GiveUpAt);
        for (var i = 0; i < 64; i++)
            engine.Open.Add(New($"key-{i}"));

        await engine.FollowUps.GiveUpOverdue(default).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(1, engine.Open.AskedForOverdue);
    }

    [Fact]
    public async Task Leave_open_what_could_not_be_written_down_and_say_nothing_personal_about_it()
    {
        var tried = new TaskCompletionSource();
        var inquiryLog = new ScriptedInquiryLog
        {
            FailureToClose = _ =>
            {
                tried.TrySetResult();
                return new TimeoutException("The database was out of reach for too long.");
            },
        };
        var engine = Behind(ScriptedBank.Saying(new BankReply.Found("Siti Nurhaliza")), inquiryLog);

        engine.FollowUps.GoOn(Inquiry, engine.BankLookups.Ask(engine.BankLookups.Question(Inquiry)));
        await tried.Task.WaitAsync(TimeSpan.FromSeconds(20));
        while (_log.Texts.Count == 0)
            await Task.Delay(5);

        Assert.Empty(inquiryLog.Closed);
        Assert.Equal(0, engine.Open.PutBackCount);
        Assert.Contains(_log.Texts, text => text.Contains($"{Inquiry.Id}", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Texts, text =>
            text.Contains("Siti", StringComparison.Ordinal)
            || text.Contains(Inquiry.Account.Number, StringComparison.Ordinal)
            || text.Contains(Inquiry.Keys.DayKey, StringComparison.Ordinal));
    }

    InquiryEngine Behind(IConnector bank, ScriptedInquiryLog inquiryLog, DateTimeOffset? now = null)
    {
        var engine = new InquiryEngine(bank, inquiryLog, now ?? Question.Now, followUpLog: _log);
        engine.Credentials.Add(Question.Credential);
        return engine;
    }

    static OpenInquiry New(string key) => new(
        new(Guid.CreateVersion7(Question.Now)),
        Question.Now,
        new("ifortepay"),
        Question.Partner.Id,
        Question.Followed.Account,
        new("ifortepay:MCPD1", new(2025, 3, 11), key, Reference: null),
        Question.Now.AddSeconds(60),
        Question.Followed.FollowUp);
}
