using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

public class InquiryRefusalTests
{
    // A year ago: unpaid beyond any grace.
    static readonly Partner Owing = Question.Partner with { OldestUnpaidDay = new(2024, 3, 11) };

    readonly ScriptedBank _bank = ScriptedBank.Saying(new BankReply.Found("Test BCA"));
    readonly ScriptedInquiryLog _inquiryLog = new();

    [Theory]
    [InlineData("999")]
    [InlineData("")]
    [InlineData("GOPAY")]
    public async Task Asks_nobody_about_a_bank_that_is_not_on_the_list(string code)
    {
        var inquiry = Question.Billed with { Account = new(code, "8753293240") };

        AssertRefusedUnasked(InquiryRefusal.BankNotSupported, await inquiry.AskedOf(_bank, _inquiryLog));
    }

    [Fact]
    public async Task Asks_nobody_for_a_partner_whose_grace_is_over() =>
        AssertRefusedUnasked(
            InquiryRefusal.UnpaidInvoices,
            await (Question.Billed with { Partner = Owing }).AskedOf(_bank, _inquiryLog));

    [Fact]
    public async Task Says_that_the_grace_is_over_before_it_looks_at_the_bank() =>
        AssertRefusedUnasked(
            InquiryRefusal.UnpaidInvoices,
            await (Question.Billed with { Partner = Owing, Account = new("999", "1") }).AskedOf(_bank, _inquiryLog));

    [Fact]
    public async Task Asks_all_the_same_for_a_partner_who_owes_where_asking_is_free() =>
        Assert.IsType<InquiryAnswer.Found>(
            await (Question.Unbilled with { Partner = Owing }).AskedOf(_bank, _inquiryLog));

    [Fact]
    public async Task Measures_grace_at_the_time_of_asking()
    {
        var owing = Question.Billed with { Partner = Question.Partner with { OldestUnpaidDay = new(2025, 3, 3) } };
        var over = BusinessDay.End(new(2025, 3, 10));

        Assert.IsType<InquiryAnswer.Found>(
            await (owing with { AskedAt = over.AddTicks(-1) }).AskedOf(_bank, _inquiryLog));
        Assert.Equal(
            new InquiryAnswer.Refused(InquiryRefusal.UnpaidInvoices),
            await (owing with { AskedAt = over }).AskedOf(_bank, _inquiryLog));
    }

    [Fact]
    public async Task Asks_nobody_outside_for_a_partner_without_a_miss_left()
    {
        var engine = new InquiryEngine(_bank, _inquiryLog, Question.Now);
        engine.Misses.Spent.Add(Question.Partner.Id);

        AssertRefusedUnasked(
            InquiryRefusal.TooManyMisses, await engine.Inquiries.Ask(Question.Billed, CancellationToken.None));
        Assert.Equal([new MissAccount(Question.Partner.Id, 50)], engine.Misses.Asked);
    }

    [Fact]
    public async Task Lets_the_journal_say_so_of_a_question_with_keys_before_it_is_asked()
    {
        foreach (var inquiry in new[] { Question.Keyed, Question.Followed })
        {
            var inquiryLog = new ScriptedInquiryLog(InquiryVerdict.MissBudgetSpent);

            AssertRefusedUnasked(InquiryRefusal.TooManyMisses, await inquiry.AskedOf(_bank, inquiryLog));
            Assert.Equal(50, Assert.Single(inquiryLog.Opened).MissBudget);
        }
    }

    [Fact]
    public async Task Says_of_a_miss_whether_somebody_outside_said_it()
    {
        var miss = new BankReply.NotFound(AccountAbsence.Unknown);

        await Question.Billed.AskedOf(ScriptedBank.Saying(miss), _inquiryLog);
        await Question.Billed.AskedOf(new KnowingBank(miss), _inquiryLog);

        Assert.Equal([true, false], _inquiryLog.Handed.Select(record => record.IsFromOutside));
    }

    [Fact]
    public async Task Looks_at_no_budget_of_a_partner_without_one_or_where_nobody_outside_is_asked()
    {
        var engine = new InquiryEngine(_bank, _inquiryLog, Question.Now);
        await engine.Inquiries.Ask(
            Question.Billed with { Partner = Question.Partner with { MissBudget = null } }, CancellationToken.None);
        Assert.Empty(engine.Misses.Asked);

        engine = new InquiryEngine(new KnowingBank(new BankReply.Found("Test BCA")), _inquiryLog, Question.Now);
        await engine.Inquiries.Ask(Question.Billed, CancellationToken.None);
        Assert.Empty(engine.Misses.Asked);
    }

    [Theory]
    [InlineData(InquiryVerdict.DayKeyUsed, InquiryRefusal.DayKeyUsed)]
    [InlineData(InquiryVerdict.ReferenceUsed, InquiryRefusal.ReferenceUsed)]
    [InlineData(InquiryVerdict.MissBudgetSpent, InquiryRefusal.TooManyMisses)]
    [InlineData(InquiryVerdict.QueueFull, InquiryRefusal.TooBusy)]
    public async Task Repeats_what_the_journal_refuses_and_not_what_the_bank_said(
        InquiryVerdict verdict, InquiryRefusal why) =>
        Assert.Equal(
            new InquiryAnswer.Refused(why), await Question.Billed.AskedOf(_bank, new ScriptedInquiryLog(verdict)));

    [Fact]
    public async Task Says_nothing_that_may_not_have_been_written_down() =>
        await Assert.ThrowsAsync<TimeoutException>(() =>
            Question.Billed.AskedOf(_bank, new ScriptedInquiryLog { Failure = new TimeoutException() }));

    // What a connector cannot explain is neither the bank's no nor its failure: something is wrong on this side.
    [Fact]
    public async Task Neither_records_nor_bills_what_a_connector_broke_down_over()
    {
        var broken = ScriptedBank.Throwing(new HttpRequestException("connection reset"));

        await Assert.ThrowsAsync<HttpRequestException>(() => Question.Billed.AskedOf(broken, _inquiryLog));
        Assert.Empty(_inquiryLog.Handed);
    }

    void AssertRefusedUnasked(InquiryRefusal why, InquiryAnswer answer)
    {
        Assert.Equal(new InquiryAnswer.Refused(why), answer);
        Assert.Empty(_bank.Asked);
        Assert.Empty(_inquiryLog.Handed);
    }
}
