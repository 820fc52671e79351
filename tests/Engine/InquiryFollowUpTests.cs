using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>Questions that had no final status within their budget, and go on after the answer.</summary>
public class InquiryFollowUpTests
{
    static readonly AccountInquiry Short = Question.Followed with { Budget = Question.ShortBudget };

    readonly TaskCompletionSource<BankReply> _reply = new();
    readonly ScriptedInquiryLog _inquiryLog = new();
    readonly ScriptedBank _bank;
    readonly InquiryEngine _engine;

    public InquiryFollowUpTests()
    {
        _bank = new(_ => _reply.Task);
        _engine = new(_bank, _inquiryLog, Question.Now);
        _engine.Credentials.Add(Question.Credential);
    }

    [Theory]
    [InlineData(true, InquiryOutcome.Found)]
    [InlineData(false, InquiryOutcome.NotFound)]
    public async Task Wait_on_for_the_same_reply_and_tell_the_caller_of_it(bool isKnown, InquiryOutcome outcome)
    {
        var answer = await _engine.Inquiries.Ask(Short, default);

        var opened = Assert.Single(_inquiryLog.Opened);
        Assert.Equal(new InquiryAnswer.Pending(new(opened.Id, Invoice: null), BankList.Published.Find("014")!), answer);
        Assert.Empty(_inquiryLog.Closed);

        _reply.SetResult(isKnown
            ? new BankReply.Found("Lambat Tapi Ada")
            : new BankReply.NotFound(AccountAbsence.Unknown));
        var record = await _inquiryLog.ClosedFirst;

        Assert.Equal((opened.Id, outcome), (record.Id, record.Outcome));
        Assert.Equal(isKnown ? "Lambat Tapi Ada" : null, record.HolderName);
        Assert.Equal(isKnown ? null : 50, record.MissBudget);
        Assert.Null(record.Price);
        Assert.Equal((opened.Keys, opened.AskedAt), (record.Keys, record.AskedAt));
        Assert.Equal($"{outcome} at 014", ScriptedCallbacks.Text(record.Callback));
        Assert.Equal([Short.Account], _bank.Asked);
        Assert.Empty(_inquiryLog.Handed);
        Assert.Equal(0, _engine.Open.PutBackCount);
    }

    [Fact]
    public async Task Are_asked_again_when_the_late_reply_makes_no_sense()
    {
        await _engine.Inquiries.Ask(Short, default);

        _reply.SetResult(new BankReply.Unclear());

        Assert.Equal(_inquiryLog.Opened[0].Id, (await _engine.Open.PutBackFirst).Id);
        Assert.Empty(_inquiryLog.Closed);
    }

    [Fact]
    public async Task Are_asked_again_when_the_reply_in_time_makes_no_sense()
    {
        _reply.SetResult(new BankReply.Unclear());

        Assert.IsType<InquiryAnswer.Pending>(await _engine.Inquiries.Ask(Question.Followed, default));

        Assert.Equal(_inquiryLog.Opened[0].Id, (await _engine.Open.PutBackFirst).Id);
        Assert.Empty(_inquiryLog.Closed);
        Assert.Empty(_inquiryLog.Handed);
    }

    [Fact]
    public async Task Are_opened_and_put_back_when_what_is_known_at_once_makes_no_sense()
    {
        var engine = new InquiryEngine(new KnowingBank(new BankReply.Unclear()), _inquiryLog, Question.Now);

        var answer = await engine.Inquiries.Ask(Question.Followed, default);

        var opened = Assert.Single(_inquiryLog.Opened);
        Assert.Equal(opened.Id, Assert.IsType<InquiryAnswer.Pending>(answer).Receipt.Id);
        Assert.Equal((opened.Id, TimeSpan.FromSeconds(1)), await engine.Open.PutBackFirst);
        Assert.Empty(_inquiryLog.Handed);
        Assert.Empty(_inquiryLog.Closed);
    }

    [Fact]
    public async Task Are_not_lost_with_a_caller_who_hangs_up()
    {
        using var call = new CancellationTokenSource();
        var asking = _engine.Inquiries.Ask(Question.Followed, call.Token);
        while (_bank.Asked.Count == 0)
            await Task.Delay(5);

        await call.CancelAsync();
        Assert.False(asking.IsCompleted);
        _reply.SetResult(new BankReply.Found("Test BCA"));

        Assert.IsType<InquiryAnswer.Found>(await asking);
        Assert.Equal(InquiryOutcome.Found, Assert.Single(_inquiryLog.Closed).Outcome);
    }

    [Fact]
    public async Task Are_answered_at_the_end_of_the_budget_also_for_a_caller_who_hung_up()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        Assert.IsType<InquiryAnswer.Pending>(await _engine.Inquiries.Ask(Short, gone.Token));

        _reply.SetResult(new BankReply.Failed());
        Assert.Equal(InquiryOutcome.Failed, (await _inquiryLog.ClosedFirst).Outcome);
    }
}
