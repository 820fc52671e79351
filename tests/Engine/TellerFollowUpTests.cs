using Periksa.Engine.Tests.Fakes;

namespace Periksa.Engine.Tests;

/// <summary>Questions that had no final status within their budget, and go on after the answer.</summary>
public class TellerFollowUpTests
{
    static readonly AccountInquiry Short = Question.Followed with { Budget = Question.ShortBudget };

    readonly TaskCompletionSource<BankReply> _reply = new();
    readonly ScriptedJournal _journal = new();
    readonly ScriptedBank _bank;
    readonly Desk _desk;

    public TellerFollowUpTests()
    {
        _bank = new(_ => _reply.Task);
        _desk = new(_bank, _journal, Question.Now);
        _desk.Credentials.Add(Question.Credential);
    }

    [Theory]
    [InlineData(true, InquiryOutcome.Found)]
    [InlineData(false, InquiryOutcome.NotFound)]
    public async Task Wait_on_for_the_same_reply_and_tell_the_caller_of_it(bool isKnown, InquiryOutcome outcome)
    {
        var answer = await _desk.Teller.Ask(Short, default);

        var opened = Assert.Single(_journal.Opened);
        Assert.Equal(new InquiryAnswer.Pending(new(opened.Id, Invoice: null), BankList.Published.Find("014")!), answer);
        Assert.Empty(_journal.Closed);

        _reply.SetResult(isKnown
            ? new BankReply.Found("Lambat Tapi Ada")
            : new BankReply.NotFound(AccountAbsence.Unknown));
        var record = await _journal.ClosedFirst;

        Assert.Equal((opened.Id, outcome), (record.Id, record.Outcome));
        Assert.Equal(isKnown ? "Lambat Tapi Ada" : null, record.HolderName);
        Assert.Equal(isKnown ? null : 50, record.MissBudget);
        Assert.Null(record.Price);
        Assert.Equal((opened.Keys, opened.AskedAt), (record.Keys, record.AskedAt));
        Assert.Equal($"{outcome} at 014", ScriptedCallbacks.Text(record.Callback));
        Assert.Equal([Short.Account], _bank.Asked);
        Assert.Empty(_journal.Handed);
        Assert.Equal(0, _desk.Open.PutBackCount);
    }

    [Fact]
    public async Task Are_asked_again_when_the_late_reply_makes_no_sense()
    {
        await _desk.Teller.Ask(Short, default);

        _reply.SetResult(new BankReply.Unclear());

        Assert.Equal(_journal.Opened[0].Id, (await _desk.Open.PutBackFirst).Id);
        Assert.Empty(_journal.Closed);
    }

    [Fact]
    public async Task Are_asked_again_when_the_reply_in_time_makes_no_sense()
    {
        _reply.SetResult(new BankReply.Unclear());

        Assert.IsType<InquiryAnswer.Pending>(await _desk.Teller.Ask(Question.Followed, default));

        Assert.Equal(_journal.Opened[0].Id, (await _desk.Open.PutBackFirst).Id);
        Assert.Empty(_journal.Closed);
        Assert.Empty(_journal.Handed);
    }

    [Fact]
    public async Task Are_opened_and_put_back_when_what_is_known_at_once_makes_no_sense()
    {
        var desk = new Desk(new KnowingBank(new BankReply.Unclear()), _journal, Question.Now);

        var answer = await desk.Teller.Ask(Question.Followed, default);

        var opened = Assert.Single(_journal.Opened);
        Assert.Equal(opened.Id, Assert.IsType<InquiryAnswer.Pending>(answer).Receipt.Id);
        Assert.Equal((opened.Id, TimeSpan.FromSeconds(1)), await desk.Open.PutBackFirst);
        Assert.Empty(_journal.Handed);
        Assert.Empty(_journal.Closed);
    }

    [Fact]
    public async Task Are_not_lost_with_a_caller_who_hangs_up()
    {
        using var call = new CancellationTokenSource();
        var asking = _desk.Teller.Ask(Question.Followed, call.Token);
        while (_bank.Asked.Count == 0)
            await Task.Delay(5);

        await call.CancelAsync();
        Assert.False(asking.IsCompleted);
        _reply.SetResult(new BankReply.Found("Test BCA"));

        Assert.IsType<InquiryAnswer.Found>(await asking);
        Assert.Equal(InquiryOutcome.Found, Assert.Single(_journal.Closed).Outcome);
    }

    [Fact]
    public async Task Are_answered_at_the_end_of_the_budget_also_for_a_caller_who_hung_up()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        Assert.IsType<InquiryAnswer.Pending>(await _desk.Teller.Ask(Short, gone.Token));

        _reply.SetResult(new BankReply.Failed());
        Assert.Equal(InquiryOutcome.Failed, (await _journal.ClosedFirst).Outcome);
    }
}
