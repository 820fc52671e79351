using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>Questions that may be asked once: claimed before anybody outside is asked.</summary>
public class InquiryKeyTests
{
    static readonly Bank Bca = BankList.Published.Find("014")!;
    static readonly AccountInquiry Short = Question.Followed with { Budget = Question.ShortBudget };

    readonly ScriptedInquiryLog _inquiryLog = new() { Deposit = Money.Rupiah(500_000) };

    OpenInquiry Opened => Assert.Single(_inquiryLog.Opened);

    [Fact]
    public async Task Writes_what_is_known_down_once_and_claims_nothing()
    {
        var answer = await Question.Followed.AskedOf(new KnowingBank(new BankReply.Found("Test BCA")), _inquiryLog);

        var record = Assert.Single(_inquiryLog.Handed);
        Assert.Equal(
            new InquiryAnswer.Found(new(record.Id, Invoice: null, Money.Rupiah(500_000)), "Test BCA", Bca), answer);
        Assert.Equal(Question.Followed.Keys, record.Keys);
        Assert.Empty(_inquiryLog.Opened);
        Assert.Empty(_inquiryLog.Closed);
    }

    [Fact]
    public async Task Claims_a_question_before_the_bank_is_asked_and_closes_it_with_what_it_says_in_time()
    {
        var claimed = 0;
        var bank = new ScriptedBank(_ =>
        {
            claimed = _inquiryLog.Opened.Count;
            return Task.FromResult<BankReply>(new BankReply.Found("Test BCA"));
        });

        var answer = await Question.Followed.AskedOf(bank, _inquiryLog);

        var record = Assert.Single(_inquiryLog.Closed);
        Assert.Equal((1, 1), (claimed, bank.Asked.Count));
        Assert.Equal(
            new InquiryAnswer.Found(new(Opened.Id, Invoice: null, Money.Rupiah(500_000)), "Test BCA", Bca), answer);
        Assert.Equal((Opened.Id, InquiryOutcome.Found, "Test BCA"), (record.Id, record.Outcome, record.HolderName));
        Assert.Equal((Opened.AskedAt, Opened.Keys), (record.AskedAt, record.Keys));
        Assert.Empty(_inquiryLog.Handed);
    }

    [Theory]
    [InlineData(AccountAbsence.Unknown)]
    [InlineData(AccountAbsence.Closed)]
    [InlineData(AccountAbsence.Dormant)]
    [InlineData(AccountAbsence.Blocked)]
    public async Task Says_why_the_bank_said_no_when_it_was_asked_and_when_it_was_known(AccountAbsence why)
    {
        var no = new BankReply.NotFound(why);

        var asked = await Question.Keyed.AskedOf(ScriptedBank.Saying(no), _inquiryLog);
        var known = await Question.Keyed.AskedOf(new KnowingBank(no), _inquiryLog);

        Assert.Equal(why, Assert.IsType<InquiryAnswer.NotFound>(asked).Why);
        Assert.Equal(why, Assert.IsType<InquiryAnswer.NotFound>(known).Why);
    }

    [Fact]
    public async Task Claims_all_that_another_host_needs_to_go_on()
    {
        var bank = ScriptedBank.Saying(new BankReply.Failed());
        await Question.Followed.AskedOf(bank, _inquiryLog);
        await (Question.Keyed with { Budget = TimeSpan.FromSeconds(2) }).AskedOf(bank, _inquiryLog);

        var opened = _inquiryLog.Opened.Select(one => one with { Trail = null }).ToList();
        var (followed, keyed) = (opened[0], opened[1]);
        Assert.Equal(
            new OpenInquiry(
                followed.Id,
                Question.Now,
                new("ifortepay"),
                new("toko-maju"),
                Question.Followed.Account,
                Question.Followed.Keys!,
                Question.Now.AddSeconds(60),
                Question.Followed.FollowUp)
            {
                MissBudget = Question.Followed.Partner.MissBudget,
            },
            followed);
        Assert.Equal(new DateOnly(2025, 3, 11), followed.Id.Day);
        Assert.Equal((null, Question.Now.AddSeconds(32)), (keyed.FollowUp, keyed.GiveUpAt));
    }

    [Fact]
    public async Task Records_an_unknown_bank_since_it_uses_the_keys_up()
    {
        var answer = await (Question.Followed with { Account = new("999", "1") })
            .AskedOf(ScriptedBank.Silent(), _inquiryLog);

        var record = Assert.Single(_inquiryLog.Handed);
        Assert.Equal(new InquiryAnswer.Refused(InquiryRefusal.BankNotSupported), answer);
        Assert.Equal((InquiryOutcome.BankNotSupported, Question.Followed.Keys), (record.Outcome, record.Keys));
        Assert.Equal((null, null), (record.Price, record.MissBudget));
        Assert.Empty(_inquiryLog.Opened);
    }

    [Theory]
    [InlineData(InquiryVerdict.DayKeyUsed, InquiryRefusal.DayKeyUsed)]
    [InlineData(InquiryVerdict.ReferenceUsed, InquiryRefusal.ReferenceUsed)]
    [InlineData(InquiryVerdict.QueueFull, InquiryRefusal.TooBusy)]
    public async Task Refuses_used_keys_before_it_says_that_a_bank_is_unknown(
        InquiryVerdict verdict, InquiryRefusal why) =>
        Assert.Equal(
            new InquiryAnswer.Refused(why),
            await (Question.Keyed with { Account = new("999", "1") })
                .AskedOf(ScriptedBank.Silent(), new ScriptedInquiryLog(verdict)));

    [Theory]
    [InlineData(InquiryVerdict.DayKeyUsed, InquiryRefusal.DayKeyUsed)]
    [InlineData(InquiryVerdict.ReferenceUsed, InquiryRefusal.ReferenceUsed)]
    [InlineData(InquiryVerdict.QueueFull, InquiryRefusal.TooBusy)]
    public async Task Asks_nobody_where_a_question_could_not_be_claimed(InquiryVerdict verdict, InquiryRefusal why)
    {
        var bank = ScriptedBank.Silent();
        var unclear = new InquiryEngine(
            new KnowingBank(new BankReply.Unclear()), new ScriptedInquiryLog(verdict), Question.Now);

        Assert.Equal(
            new InquiryAnswer.Refused(why), await Question.Followed.AskedOf(bank, new ScriptedInquiryLog(verdict)));
        Assert.Equal(new InquiryAnswer.Refused(why), await unclear.Inquiries.Ask(Question.Followed, default));
        Assert.Empty(bank.Asked);
        Assert.Equal(0, unclear.Open.PutBackCount);
    }

    [Fact]
    public async Task Asks_nobody_while_it_is_not_known_whether_the_question_was_claimed()
    {
        var bank = ScriptedBank.Silent();
        var inquiryLog = new ScriptedInquiryLog { Failure = new TimeoutException() };

        await Assert.ThrowsAsync<TimeoutException>(() => Question.Followed.AskedOf(bank, inquiryLog));
        Assert.Empty(bank.Asked);
    }

    // Whoever was quicker has written down, and told, what became of it; this host does not know what that was. What
    // could not be written down for lack of room stays open, with its keys used up: it was not refused.
    [Theory]
    [InlineData(InquiryVerdict.ClosedElsewhere)]
    [InlineData(InquiryVerdict.QueueFull)]
    public async Task Leaves_the_answer_open_where_its_own_was_not_the_one_written_down(InquiryVerdict verdict)
    {
        var inquiryLog = new ScriptedInquiryLog(InquiryVerdict.Recorded, verdict);

        var answer = await Question.Followed.AskedOf(ScriptedBank.Saying(new BankReply.Found("Test BCA")), inquiryLog);

        Assert.Equal(new InquiryAnswer.Pending(new(inquiryLog.Opened[0].Id, Invoice: null), Bca), answer);
    }

    [Fact]
    public async Task Closes_as_unanswered_what_nobody_will_hear_of_later()
    {
        var told = new TaskCompletionSource();
        var bank = new ScriptedBank(async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop)
                .ContinueWith(_ => told.SetResult(), TaskScheduler.Default);
            throw new OperationCanceledException(stop);
        });

        var answer = await (Question.Keyed with { Budget = Question.ShortBudget }).AskedOf(bank, _inquiryLog);

        Assert.Equal(Opened.Id, Assert.IsType<InquiryAnswer.Pending>(answer).Receipt.Id);
        Assert.Equal(InquiryOutcome.Unanswered, Assert.Single(_inquiryLog.Closed).Outcome);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));   // the bank hears that nobody waits any more
    }

    [Fact]
    public async Task Closes_as_unclear_what_nobody_will_hear_of_later()
    {
        var answer = await Question.Keyed.AskedOf(ScriptedBank.Saying(new BankReply.Unclear()), _inquiryLog);

        Assert.IsType<InquiryAnswer.Pending>(answer);
        Assert.Equal(InquiryOutcome.Unclear, Assert.Single(_inquiryLog.Closed).Outcome);
    }

    [Fact]
    public async Task Leaves_open_what_a_connector_broke_down_over()
    {
        var broken = ScriptedBank.Throwing(new HttpRequestException("connection reset"));

        await Assert.ThrowsAsync<HttpRequestException>(() => Short.AskedOf(broken, _inquiryLog));
        Assert.Single(_inquiryLog.Opened);
        Assert.Empty(_inquiryLog.Closed);
    }
}
