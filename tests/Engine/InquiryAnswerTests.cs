using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

public class InquiryAnswerTests
{
    static readonly Bank Bca = BankList.Published.Find("014")!;

    readonly ScriptedInquiryLog _inquiryLog = new();

    InquiryRecord Recorded => Assert.Single(_inquiryLog.Handed);

    [Fact]
    public async Task Names_the_holder_whom_the_bank_found()
    {
        var answer = await Question.Billed.AskedOf(Saying(new BankReply.Found("Test BCA")), _inquiryLog);

        Assert.Equal(new InquiryAnswer.Found(new(Recorded.Id, ScriptedInquiryLog.Invoice), "Test BCA", Bca), answer);
        Assert.Equal((InquiryOutcome.Found, "Test BCA"), (Recorded.Outcome, Recorded.HolderName));
        Assert.Equal(Question.Price, Recorded.Price);
        Assert.Null(Recorded.MissBudget);
    }

    [Theory]
    [InlineData(AccountAbsence.Unknown)]
    [InlineData(AccountAbsence.Closed)]
    [InlineData(AccountAbsence.Dormant)]
    [InlineData(AccountAbsence.Blocked)]
    public async Task Says_no_where_the_bank_said_no_and_bills_it_as_a_miss(AccountAbsence why)
    {
        var answer = await Question.Billed.AskedOf(Saying(new BankReply.NotFound(why)), _inquiryLog);

        Assert.Equal(new InquiryAnswer.NotFound(new(Recorded.Id, ScriptedInquiryLog.Invoice), Bca, why), answer);
        Assert.Equal((InquiryOutcome.NotFound, null), (Recorded.Outcome, Recorded.HolderName));
        Assert.Equal(Question.Price, Recorded.Price);
        Assert.Equal(50, Recorded.MissBudget);
    }

    [Fact]
    public async Task Counts_no_misses_of_a_partner_without_a_limit()
    {
        var inquiry = Question.Billed with { Partner = Question.Partner with { MissBudget = null } };

        await inquiry.AskedOf(Saying(new BankReply.NotFound(AccountAbsence.Unknown)), _inquiryLog);

        Assert.Null(Recorded.MissBudget);
    }

    [Fact]
    public async Task Says_that_the_bank_failed_and_bills_nothing()
    {
        var answer = await Question.Billed.AskedOf(Saying(new BankReply.Failed()), _inquiryLog);

        Assert.Equal(new InquiryAnswer.Failed(new(Recorded.Id, Invoice: null), Bca), answer);
        AssertRecordedForFree(InquiryOutcome.Failed);
    }

    [Fact]
    public async Task Leaves_open_what_the_bank_said_unclearly_and_bills_nothing()
    {
        var answer = await Question.Billed.AskedOf(Saying(new BankReply.Unclear()), _inquiryLog);

        Assert.Equal(new InquiryAnswer.Pending(new(Recorded.Id, Invoice: null), Bca), answer);
        AssertRecordedForFree(InquiryOutcome.Unclear);
    }

    [Fact]
    public async Task Leaves_open_what_the_bank_did_not_say_within_the_budget_and_bills_nothing()
    {
        var inquiry = Question.Billed with { Budget = Question.ShortBudget };

        var answer = await inquiry.AskedOf(ScriptedBank.Silent(), _inquiryLog);

        Assert.Equal(new InquiryAnswer.Pending(new(Recorded.Id, Invoice: null), Bca), answer);
        AssertRecordedForFree(InquiryOutcome.Unanswered);
    }

    [Fact]
    public async Task Leaves_open_what_a_connector_gave_up_waiting_for_by_itself()
    {
        // An HttpClient's own time-out looks like this: cancelled, but by none of the teller's tokens.
        var answer = await Question.Billed.AskedOf(ScriptedBank.Throwing(new TaskCanceledException()), _inquiryLog);

        Assert.IsType<InquiryAnswer.Pending>(answer);
        AssertRecordedForFree(InquiryOutcome.Unanswered);
    }

    [Fact]
    public async Task Bills_nothing_in_a_dialect_without_a_price()
    {
        var answer = await Question.Unbilled.AskedOf(Saying(new BankReply.Found("Test BCA")), _inquiryLog);

        Assert.Equal(new InquiryAnswer.Found(new(Recorded.Id, Invoice: null), "Test BCA", Bca), answer);
        Assert.Null(Recorded.Price);
    }

    [Fact]
    public async Task Writes_down_who_asked_what_and_when()
    {
        await Question.Billed.AskedOf(Saying(new BankReply.Found("Test BCA")), _inquiryLog);

        Assert.Equal(
            ("sento", "toko-maju", new BankAccount("014", "8753293240"), Question.Now),
            (Recorded.Dialect, Recorded.Partner, Recorded.Account, Recorded.AskedAt));
        Assert.Equal(new(2025, 3, 11), Recorded.Id.Day);
    }

    [Fact]
    public async Task Asks_the_bank_once_and_about_that_account()
    {
        var bank = Saying(new BankReply.Unclear());

        await Question.Billed.AskedOf(bank, _inquiryLog);

        Assert.Equal([Question.Billed.Account], bank.Asked);
    }

    static ScriptedBank Saying(BankReply reply) => ScriptedBank.Saying(reply);

    void AssertRecordedForFree(InquiryOutcome outcome)
    {
        Assert.Equal((outcome, null), (Recorded.Outcome, Recorded.HolderName));
        Assert.Null(Recorded.Price);
        Assert.Null(Recorded.MissBudget);
    }
}
