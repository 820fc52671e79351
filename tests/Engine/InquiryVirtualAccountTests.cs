using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>Numbers of virtual accounts: looked up among the bills, never at the bank.</summary>
public class InquiryVirtualAccountTests
{
    static readonly AccountInquiry Inquiry = Question.Followed with
    {
        Account = new("014", ScriptedVirtualAccounts.Number),
        IsVirtualAccount = true,
    };

    readonly ScriptedBank _bank = ScriptedBank.Silent();
    readonly ScriptedInquiryLog _inquiryLog = new();

    [Theory]
    [InlineData("014")]
    [InlineData("gopay")]
    public async Task Are_found_with_what_is_owed_at_any_bank(string bank)
    {
        var answer = await (Inquiry with { Account = Inquiry.Account with { BankCode = bank } })
            .AskedOf(_bank, _inquiryLog);

        var record = Assert.Single(_inquiryLog.Handed);
        var found = Assert.IsType<InquiryAnswer.Found>(answer);
        Assert.Equal(("Test VA", Money.Rupiah(15_000)), (found.HolderName, found.Owed));
        Assert.Equal((true, Money.Rupiah(15_000)), (record.IsVirtualAccount, record.Owed));
        Assert.Equal((InquiryOutcome.Found, "Test VA"), (record.Outcome, record.HolderName));
        Assert.Empty(_bank.Asked);
        Assert.Empty(_inquiryLog.Opened);
    }

    [Fact]
    public async Task Are_not_found_where_nothing_was_billed_and_that_is_a_miss()
    {
        var answer = await (Inquiry with { Account = new("014", "1") }).AskedOf(_bank, _inquiryLog);

        var record = Assert.Single(_inquiryLog.Handed);
        Assert.IsType<InquiryAnswer.NotFound>(answer);
        Assert.Equal((InquiryOutcome.NotFound, true, 50), (record.Outcome, record.IsVirtualAccount, record.MissBudget));
        Assert.Null(record.Owed);
        Assert.Empty(_bank.Asked);
    }

    [Fact]
    public async Task Are_refused_when_they_cannot_be_looked_up_in_time_and_use_nothing_up()
    {
        var answer = await (Inquiry with { Account = new("014", ScriptedVirtualAccounts.Busy) })
            .AskedOf(_bank, _inquiryLog);

        Assert.Equal(new InquiryAnswer.Refused(InquiryRefusal.TooBusy), answer);
        Assert.Empty(_inquiryLog.Handed);
        Assert.Empty(_inquiryLog.Opened);
    }

    [Fact]
    public async Task Are_not_known_at_a_bank_that_is_not_on_the_list() =>
        Assert.Equal(
            new InquiryAnswer.Refused(InquiryRefusal.BankNotSupported),
            await (Inquiry with { Account = Inquiry.Account with { BankCode = "999" } }).AskedOf(_bank, _inquiryLog));

    [Fact]
    public async Task Are_ordinary_numbers_to_whoever_does_not_call_them_virtual()
    {
        var bank = ScriptedBank.Saying(new BankReply.NotFound(AccountAbsence.Unknown));

        Assert.IsType<InquiryAnswer.NotFound>(
            await (Inquiry with { IsVirtualAccount = false }).AskedOf(bank, _inquiryLog));

        Assert.Single(bank.Asked);
        Assert.False(Assert.Single(_inquiryLog.Closed).IsVirtualAccount);
    }
}
