using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Bills;
using Periksa.Engine.Tests.Fakes;

namespace Periksa.Engine.Tests;

public class BillPaymentEngineTests
{
    static readonly Bill Bill = new(
        new(Guid.NewGuid()), new("x24da1dF"), new("toko-maju"), new("8673011234567890"), BillType.Close, "SPP",
        new("John Doe", null, null, null), Money.Rupiah(100_000), Money.Zero, null, null, null, null, null, Sending.Now,
        [new("1", "SPP", 1, Money.Rupiah(100_000))]);

    static readonly PaymentOrder Order = new(
        new("bank"), Bill.VaNumber, new("ref"), Money.Rupiah(100_000), "atm", Sending.Now, null, Sending.Now);

    static readonly ReversalOrder Back = new(new("bank"), Bill.Hash, new("ref"), Money.Rupiah(100_000), Sending.Now);

    readonly ScriptedBillStore _books = new(Bill);
    readonly ScriptedSignal _signal = new();
    readonly ScriptedCredentials _credentials = new();

    readonly ScriptedMissAccounts _misses = new();

    BillPayments Payments =>
        new(
            _books,
            _misses,
            new([new ScriptedBillCallbacks()], _credentials, _signal, new StoppedClock(Sending.Now)),
            NullLogger<BillPayments>.Instance);

    [Fact]
    public async Task Shows_what_can_be_paid()
    {
        var inquiry = new BillInquiry(new("bank"), Bill.VaNumber, new("ref"), null, Sending.Now, Sending.Now);

        _books.There = [Bill];
        Assert.Equal([Bill], (await Payments.Inquire(inquiry)).Bills);
        _books.There = [];
        Assert.Equal(BillVerdict.NotFound, (await Payments.Inquire(inquiry)).Verdict);
    }

    [Fact]
    public async Task Has_it_pay_for_each_payment_to_an_account_without_a_bill_and_for_no_other()
    {
        var order = Order with { Misses = new("ipg-channel:bank", 50) };
        _books.Entry = new(PaymentRefusal.AmountDoesNotFit);
        Assert.Equal(new PaymentAnswer.Refused(PaymentRefusal.AmountDoesNotFit), await Payments.Pay(order));
        Assert.Empty(_misses.Paid);

        _books.Entry = new(PaymentRefusal.BillNotFound);
        Assert.Equal(new PaymentAnswer.Refused(PaymentRefusal.BillNotFound), await Payments.Pay(order));
        Assert.Equal([new MissAccount("ipg-channel:bank", 50)], _misses.Paid);

        _misses.Spent.Add("ipg-channel:bank");
        Assert.Equal(new PaymentAnswer.Refused(PaymentRefusal.TooManyMisses), await Payments.Pay(order));
    }

    [Fact]
    public async Task Has_a_channel_with_a_miss_budget_pay_for_each_account_without_a_bill()
    {
        var inquiry = new BillInquiry(new("bank"), Bill.VaNumber, new("ref"), null, Sending.Now, Sending.Now)
        {
            Misses = new("ipg-channel:bank", 50),
        };

        _books.There = [Bill];
        Assert.Equal(BillVerdict.Payable, (await Payments.Inquire(inquiry)).Verdict);
        _books.There = [Bill with { Paid = Bill.Total }];
        Assert.Equal(BillVerdict.AlreadyPaid, (await Payments.Inquire(inquiry)).Verdict);
        _books.There = [];
        Assert.Equal(BillVerdict.NotFound, (await Payments.Inquire(inquiry with { Misses = null })).Verdict);
        Assert.Empty(_misses.Paid);

        Assert.Equal(BillVerdict.NotFound, (await Payments.Inquire(inquiry)).Verdict);
        Assert.Equal([new MissAccount("ipg-channel:bank", 50)], _misses.Paid);
        _misses.Spent.Add("ipg-channel:bank");
        Assert.Equal(BillVerdict.TooManyMisses, (await Payments.Inquire(inquiry)).Verdict);
    }

    /// <summary>Whoever is told that it asks too much has used nothing up.</summary>
    [Fact]
    public async Task Has_an_inquiry_with_a_key_pay_before_its_key_is_taken()
    {
        var inquiry = new BillInquiry(new("snap:B"), Bill.VaNumber, new("ref"), null, Sending.Now, Sending.Now)
        {
            Keys = new("snap:B", new(2025, 3, 11), "1", null), Misses = new("snap:B", 50),
        };
        var another = new OnceKeys("snap:B", new(2025, 3, 11), "2", null);

        _books.There = [];
        _misses.Spent.Add("snap:B");
        Assert.Equal(BillVerdict.TooManyMisses, (await Payments.Inquire(inquiry)).Verdict);
        Assert.Empty(_books.Used);

        _misses.Spent.Clear();
        Assert.Equal(BillVerdict.NotFound, (await Payments.Inquire(inquiry)).Verdict);
        Assert.Equal(2, _misses.Paid.Count);   // one an inquiry
        Assert.Equal(BillVerdict.KeyUsed, (await Payments.Inquire(inquiry with { Misses = null })).Verdict);

        // What has expired is no miss: it was there.
        _books.There = [Bill with { ValidUntil = Sending.Now }];
        _misses.Spent.Add("snap:B");
        Assert.Equal(BillVerdict.Expired, (await Payments.Inquire(inquiry with { Keys = another })).Verdict);
        Assert.Equal(2, _misses.Paid.Count);
    }

    [Fact]
    public async Task Says_when_it_is_too_busy_to_look_anything_up_in_time()
    {
        _books.Breaks = new TooBusyException("full");
        var inquiry = new BillInquiry(new("bank"), Bill.VaNumber, new("ref"), null, Sending.Now, Sending.Now);

        Assert.Equal(BillVerdict.TooBusy, (await Payments.Inquire(inquiry)).Verdict);
    }

    /// <summary>A bank that hears "no" gives its customer the money back, and an earlier request under the same
    /// reference may be waiting for the very lock or queue that this one gave up on.</summary>
    [Fact]
    public async Task Claims_of_no_payment_that_it_did_not_happen_when_it_could_not_look()
    {
        _books.Breaks = new TooBusyException("full");

        Assert.Equal(new PaymentAnswer.Suspect(), await Payments.Pay(Order));
        Assert.Equal(new ReversalAnswer.Suspect(), await Payments.Reverse(Back));
    }

    [Fact]
    public async Task Tells_the_biller_of_a_payment_and_rings_only_for_a_new_one()
    {
        _credentials.Add(
            new(new("ipg-biller"), new("nobody"), new(new("warung"), Active: true)) { CallbackUrl = "https://warung" });
        _credentials.Add(
            new(new("ipg-biller"), new("toko"), new(new("toko-maju"), Active: true)) { CallbackUrl = "https://toko" });
        _books.Entry = new(null, Bill, Sending.Now, IsNew: true);

        Assert.Equal(new PaymentAnswer.Paid(Bill, Sending.Now), await Payments.Pay(Order));
        Assert.Equal(("ipg-biller", "toko", "paid 7"), _books.Told);
        Assert.Equal(1, _signal.Rings);

        _books.Entry = new(null, Bill);
        await Payments.Pay(Order);
        Assert.Equal(1, _signal.Rings);
    }

    [Fact]
    public async Task Tells_the_biller_that_a_payment_was_taken_back_and_rings()
    {
        _credentials.Add(
            new(new("ipg-biller"), new("toko"), new(new("toko-maju"), Active: true)) { CallbackUrl = "https://toko" });
        _books.Reversal = new(ReversalRefusal.AlreadyReversed);
        await Payments.Reverse(Back);
        Assert.Equal((null, 0), (_books.Told, _signal.Rings));

        _books.Reversal = new(null, Bill);
        await Payments.Reverse(Back);
        Assert.Equal(("ipg-biller", "toko", "taken back 7"), _books.Told);
        Assert.Equal(1, _signal.Rings);
    }

    [Fact]
    public async Task Tells_nobody_who_has_no_url()
    {
        _credentials.Add(new(new("ipg-biller"), new("toko"), new(new("toko-maju"), Active: true)));
        _books.Entry = new(null, Bill, Sending.Now, IsNew: true);

        await Payments.Pay(Order);

        Assert.Null(_books.Told);
    }

    [Fact]
    public async Task Passes_on_why_nothing_moved()
    {
        _books.Entry = new(PaymentRefusal.AlreadyPaid);
        _books.Reversal = new(ReversalRefusal.AlreadyReversed);

        Assert.Equal(new PaymentAnswer.Refused(PaymentRefusal.AlreadyPaid), await Payments.Pay(Order));

        var first = new BillPayment(
            Guid.NewGuid(), Bill.Id, new(
                "bank"), new("ref"), Order.Amount, null, Sending.Now, null, Order.Amount, Sending.Now);
        _books.Entry = new(PaymentRefusal.LooksLikeCopy, LooksLike: first);
        Assert.Equal(new PaymentAnswer.LooksLike(first), await Payments.Pay(Order));
        Assert.Equal(new ReversalAnswer.Refused(ReversalRefusal.AlreadyReversed), await Payments.Reverse(Back));
        _books.Reversal = new(null, Bill);
        Assert.Equal(new ReversalAnswer.Reversed(Bill), await Payments.Reverse(Back));
    }

    [Fact]
    public async Task Does_not_claim_to_know_what_happened_when_the_database_went_away()
    {
        _books.Breaks = new TimeoutException();

        Assert.IsType<PaymentAnswer.Suspect>(await Payments.Pay(Order));
        Assert.IsType<ReversalAnswer.Suspect>(await Payments.Reverse(Back));
    }
}
