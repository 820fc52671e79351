using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

public class InquiryHangUpTests
{
    readonly ScriptedInquiryLog _inquiryLog = new();

    [Fact]
    public async Task Records_nothing_for_a_caller_who_hung_up_while_the_bank_was_asked()
    {
        using var call = new CancellationTokenSource();

        var asking = Ask(Question.Billed, ScriptedBank.Silent(), call.Token);
        await call.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Empty(_inquiryLog.Handed);
    }

    [Fact]
    public async Task Tells_a_bank_whose_time_is_up_that_nobody_waits_any_more()
    {
        var told = new TaskCompletionSource();
        var bank = new ScriptedBank(async cancel =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel)
                .ContinueWith(_ => told.SetResult(), TaskScheduler.Default);
            throw new OperationCanceledException(cancel);
        });

        await Ask(Question.Billed with { Budget = Question.ShortBudget }, bank, CancellationToken.None);

        await told.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(InquiryOutcome.Unanswered, Assert.Single(_inquiryLog.Handed).Outcome);
    }

    [Fact]
    public async Task Records_what_the_bank_had_answered_before_the_hang_up()
    {
        using var call = new CancellationTokenSource();
        var bank = new ScriptedBank(async _ =>
        {
            await call.CancelAsync();
            return new BankReply.Found("Test BCA");
        });

        await Ask(Question.Billed, bank, call.Token);

        Assert.Equal(InquiryOutcome.Found, Assert.Single(_inquiryLog.Handed).Outcome);
    }

    [Fact]
    public async Task Waits_no_longer_than_the_budget_for_a_connector_that_does_not_heed_its_token()
    {
        var bank = new ScriptedBank(_ => new TaskCompletionSource<BankReply>().Task);

        var answer = await Ask(Question.Billed with { Budget = Question.ShortBudget }, bank, CancellationToken.None);

        Assert.IsType<InquiryAnswer.Pending>(answer);
        Assert.Equal(InquiryOutcome.Unanswered, Assert.Single(_inquiryLog.Handed).Outcome);
    }

    Task<InquiryAnswer> Ask(AccountInquiry inquiry, IConnector bank, CancellationToken hangUp) =>
        new InquiryEngine(bank, _inquiryLog, Question.Now).Inquiries.Ask(inquiry, hangUp);
}
