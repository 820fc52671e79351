using Periksa.Disbursements;

namespace Periksa.Engine.Tests;

/// <summary>Transfers whose caller promises keys, and waits for the end.</summary>
public class KeyedTransferTests
{
    static readonly OnceKeys Keys =
        new(Sending.Caller.Caller, new(2025, 12, 12), "4180755", new Reference("1134567891011"));

    static readonly TransferOrder Order = new(
        Sending.Caller, new(
            "01JZ"), new("1134567891011"), new("002", "1234567890000"), Money.Rupiah(50_000), null, Sending.Now)
    {
        Keys = Keys,
        BankAsSent = "BRINIDJA",
        Budget = TimeSpan.FromSeconds(2),
    };

    readonly Sending _sending = new();

    [Fact]
    public async Task Are_debited_with_their_keys_sent_at_once_and_waited_for()
    {
        _sending.Books.Entry = new(DebitVerdict.Debited, Sending.Payout().Disbursement);

        var answer = Assert.IsType<TransferAnswer.Accepted>(await _sending.Cashier().Transfer(Order));

        Assert.Equal(DisbursementStatus.Success, answer.Disbursement.Status);
        Assert.Equal((Keys, "BRINIDJA"), (_sending.Books.Wanted!.Keys, _sending.Books.Wanted.BankShown));
        Assert.True(_sending.Books.IsAwaited);
        Assert.InRange(_sending.Books.Awaited!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.Null(_sending.DayKeys.Used);   // the debit uses them up
    }

    [Fact]
    public async Task Cost_what_their_contract_says_and_need_no_agreement()
    {
        _sending.Books.Entry = new(DebitVerdict.Debited, Sending.Payout().Disbursement);

        await _sending.Cashier().Transfer(
            Order with { Fee = Fee.None, Credential = Sending.Caller with { Fees = [] } });

        Assert.Equal(Fee.None, _sending.Books.Wanted!.Fee);
    }

    [Fact]
    public async Task Are_not_waited_for_where_nobody_asks_for_that()
    {
        _sending.Books.Entry = new(DebitVerdict.Debited, Sending.Payout().Disbursement);

        var answer = Assert.IsType<TransferAnswer.Accepted>(
            await _sending.Cashier().Transfer(Order with { Budget = null }));

        Assert.Equal(DisbursementStatus.Paying, answer.Disbursement.Status);
        Assert.Null(_sending.Books.Awaited);
        Assert.False(_sending.Books.IsAwaited);
    }

    [Fact]
    public async Task Are_not_waited_for_where_nothing_was_debited()
    {
        _sending.Books.Entry = new(DebitVerdict.BalanceTooSmall);

        Assert.Equal(Refused(TransferRefusal.BalanceTooSmall), await _sending.Cashier().Transfer(Order));
        Assert.Null(_sending.Books.Awaited);
    }

    public static TheoryData<string, TransferRefusal> Refusals => new()
    {
        { "nobody pays", TransferRefusal.NobodyPays },
        { "no such bank", TransferRefusal.NobodyPays },
        { "another's account", TransferRefusal.NoSuchAccount },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task Use_up_their_key_when_nothing_can_be_debited(string how, TransferRefusal why)
    {
        var order = Refusable(how);

        Assert.Equal(Refused(why), await _sending.Cashier().Transfer(order));
        Assert.Equal(Keys, _sending.DayKeys.Used);
        Assert.Null(_sending.Books.Wanted);

        await _sending.Books.Debit(Sending.Payout().Disbursement);
        Assert.Equal(Refused(TransferRefusal.ReferenceUsed), await _sending.Cashier().Transfer(order));
        Assert.Equal("1134567891011", _sending.Books.Sought!.Reference);
    }

    [Theory, MemberData(nameof(Refusals))]
    public async Task Say_first_that_the_key_was_used(string how, TransferRefusal why)
    {
        var sending = new Sending { DayKeys = new(Sending.Caller.Caller) };
        sending.Bank.Pays = how is not "nobody pays";
        await sending.Books.Debit(Sending.Payout().Disbursement);

        var answer = Assert.IsType<TransferAnswer.Refused>(await sending.Cashier().Transfer(Refusable(how)));

        Assert.Equal((TransferRefusal.DayKeyUsed, true), (answer.Why, answer.Why != why));
    }

    [Fact]
    public async Task Without_keys_never_see_what_another_account_has_sent()
    {
        await _sending.Books.Debit(Sending.Payout().Disbursement);

        Assert.Equal(
            Refused(TransferRefusal.NoSuchAccount),
            await _sending.Cashier().Transfer(Order with { Account = new("another's"), Keys = null }));
    }

    TransferOrder Refusable(string how)
    {
        _sending.Bank.Pays = how is not "nobody pays";
        return how switch
        {
            "no such bank" => Order with { Beneficiary = new("999", "1234567890000") },
            "another's account" => Order with { Account = new("another's") },
            _ => Order,
        };
    }

    static TransferAnswer.Refused Refused(TransferRefusal why) => new(why);
}
