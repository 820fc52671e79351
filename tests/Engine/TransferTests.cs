using Periksa.Disbursements;
using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

public class TransferTests
{
    readonly Sending _sending = new();

    static TransferOrder Order(Credential? caller = null) => new(
        caller ?? Sending.Caller, new("01JZ"), new("1134567891011"), new("002", "1234567890000"), Money.Rupiah(50_000),
        "sometimes", Sending.Now);

    [Fact]
    public async Task Has_the_account_debited_for_amount_and_fee()
    {
        _sending.Books.Entry = new(DebitVerdict.Debited, Sending.Payout().Disbursement);

        var answer = Assert.IsType<TransferAnswer.Accepted>(await _sending.Cashier().Transfer(Order()));

        Assert.Same(_sending.Books.Entry.Disbursement, answer.Disbursement);
        var wanted = _sending.Books.Wanted!;
        Assert.Equal(Money.Rupiah(51_000), wanted.Gross);
        Assert.Equal(
            ("toko-maju", "singapay", "b3ed7d4b", "01JZ", "1134567891011"),
            (wanted.Partner, wanted.Dialect, wanted.Credential, wanted.Account, wanted.Reference));
        Assert.Equal((DisbursementStatus.Initiated, Sending.Now), (wanted.Status, wanted.PostedAt));
        Assert.Null(wanted.HolderName);
    }

    [Fact]
    public async Task Names_the_holder_where_nobody_outside_need_be_asked()
    {
        _sending.Books.Entry = new(DebitVerdict.Debited, Sending.Payout().Disbursement);

        await _sending.Cashier(new KnowingBank(new BankReply.Found("Cengkal Marpaung"))).Transfer(Order());

        Assert.Equal("Cengkal Marpaung", _sending.Books.Wanted!.HolderName);
    }

    [Fact]
    public async Task Has_those_with_a_miss_budget_pay_for_accounts_that_are_known_not_to_exist()
    {
        var limited = Sending.Caller with { Partner = Sending.Caller.Partner with { MissBudget = 50 } };
        var unknown = new KnowingBank(new BankReply.NotFound(AccountAbsence.Closed));
        var known = new KnowingBank(new BankReply.Found("John Doe"));

        await _sending.Cashier(unknown).Transfer(Order(limited));
        Assert.Equal(new TransferMisses(new("toko-maju", 50), IsKnownMiss: true), _sending.Books.Misses);
        await _sending.Cashier(known).Transfer(Order(limited));
        Assert.Equal(new TransferMisses(new("toko-maju", 50), IsKnownMiss: false), _sending.Books.Misses);
        await _sending.Cashier().Transfer(Order(limited));
        Assert.Equal(new TransferMisses(new("toko-maju", 50), IsKnownMiss: false), _sending.Books.Misses);
        await _sending.Cashier(unknown).Transfer(Order());
        Assert.Null(_sending.Books.Misses);
    }

    [Fact]
    public async Task Names_nobody_where_the_bank_s_name_is_blank()
    {
        _sending.Books.Entry = new(DebitVerdict.Debited, Sending.Payout().Disbursement);

        await _sending.Cashier(new KnowingBank(new BankReply.Found(" "))).Transfer(Order());

        Assert.Null(_sending.Books.Wanted!.HolderName);
    }

    [Theory]
    [InlineData(DebitVerdict.DayKeyUsed, TransferRefusal.DayKeyUsed)]
    [InlineData(DebitVerdict.ReferenceUsed, TransferRefusal.ReferenceUsed)]
    [InlineData(DebitVerdict.BalanceTooSmall, TransferRefusal.BalanceTooSmall)]
    [InlineData(DebitVerdict.TooManyMisses, TransferRefusal.TooManyMisses)]
    public async Task Says_why_nothing_was_debited(DebitVerdict verdict, TransferRefusal why)
    {
        _sending.Books.Entry = new(verdict);

        Assert.Equal(new TransferAnswer.Refused(why), await _sending.Cashier().Transfer(Order()));
    }

    [Fact]
    public async Task Debits_nothing_before_a_fee_has_been_agreed_on()
    {
        Assert.Equal(
            new TransferAnswer.Refused(TransferRefusal.NoFeeAgreed),
            await _sending.Cashier().Transfer(Order(Sending.Caller with { Fees = [] })));
        Assert.Null(_sending.Books.Wanted);
        Assert.Null(_sending.Cashier().Quote(Sending.Caller with { Fees = [] }, Money.Rupiah(50_000), Sending.Now));
    }

    [Fact]
    public async Task Debits_nothing_where_no_bank_would_pay()
    {
        _sending.Bank.Pays = false;

        Assert.Equal(
            new TransferAnswer.Refused(TransferRefusal.NobodyPays), await _sending.Cashier().Transfer(Order()));
        Assert.Null(_sending.Books.Wanted);
    }

    [Fact]
    public async Task Says_that_a_reference_is_used_whatever_has_been_agreed_on_since()
    {
        await _sending.Books.Debit(Sending.Payout().Disbursement);
        _sending.Bank.Pays = false;

        var used = new TransferAnswer.Refused(TransferRefusal.ReferenceUsed);
        Assert.Equal(used, await _sending.Cashier().Transfer(Order()));
        Assert.Equal(used, await _sending.Cashier().Transfer(Order(Sending.Caller with { Fees = [] })));
    }

    [Fact]
    public async Task Does_not_claim_to_know_what_became_of_a_debit_when_the_database_went_away()
    {
        _sending.Books.Breaks = new TimeoutException("out of reach", new IOException());

        Assert.IsType<TransferAnswer.Unclear>(await _sending.Cashier().Transfer(Order()));
        Assert.Contains(_sending.Unclear.Texts, text => text.EndsWith(" is not known: out of reach"));
        Assert.DoesNotContain(_sending.Unclear.Texts, text => text.Contains("IOException"));
    }

    [Fact]
    public async Task Nor_when_it_is_too_busy_to_look_since_an_earlier_request_may_wait_for_the_same_row()
    {
        _sending.Books.Breaks = new TooBusyException("full");

        Assert.IsType<TransferAnswer.Unclear>(await _sending.Cashier().Transfer(Order()));
    }

    [Fact]
    public void Quotes_the_fee_in_force() => Assert.Equal(
        new Fee("Transfer Fee", Money.Rupiah(1000)),
        _sending.Cashier().Quote(Sending.Caller, Money.Rupiah(50_000), Sending.Now));

    [Theory]
    [InlineData(DisbursementStatus.Initiated, true, false)]
    [InlineData(DisbursementStatus.Paying, false, false)]
    [InlineData(DisbursementStatus.Pending, false, false)]
    [InlineData(DisbursementStatus.Success, false, true)]
    [InlineData(DisbursementStatus.Failed, false, false)]
    public async Task Takes_back_only_what_was_never_sent_or_was_paid(
        DisbursementStatus status, bool canBeCanceled, bool canBeRefunded)
    {
        await _sending.Books.Debit(Sending.Payout(status: status).Disbursement);
        var reversals =
            new Reversals(_sending.Books, _sending.Callbacks(), new StoppedClock(Sending.Now));

        Assert.Equal(canBeCanceled, await reversals.Cancel(new("01JZ"), new("1134567891011")));
        Assert.Equal(canBeRefunded, await reversals.Refund(new("01JZ"), new("1134567891011")));
    }
}
