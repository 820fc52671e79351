using Periksa.Bills;
using Periksa.Engine.Tests.Fakes;

namespace Periksa.Engine.Tests;

public class PaymentRequestEngineTests
{
    const string Bank = "snap:BANK";

    static readonly PaymentRequest Request = new(
        new(Bank, new(2025, 3, 11), "1", null), new("P-1"), new("8673011234567890"), Money.Rupiah(100_000), [],
        Sending.Now, Sending.Now)
    {
        Bank = new("bank"),
    };

    static readonly RequestOutcome Paid = new(null, []);
    static readonly RequestOutcome Missing = new(PaymentRefusal.BillNotFound, []);

    readonly Books _books = new();
    readonly ScriptedMissAccounts _misses = new();
    readonly ScriptedSignal _signal = new();
    readonly KeptLog<PaymentRequests> _log = new();

    PaymentRequests Requests => new(
        _books, _misses, new([], new ScriptedCredentials(), _signal, new StoppedClock(Sending.Now)), _log);

    [Fact]
    public async Task Passes_on_what_became_of_it_and_rings_only_for_what_was_paid_now()
    {
        Assert.Equal(new RequestAnswer.Decided(Paid), await Pay(new(RequestVerdict.New, Paid)));
        Assert.Equal(1, _signal.Rings);

        Assert.Equal(new RequestAnswer.Decided(Missing), await Pay(new(RequestVerdict.New, Missing)));
        Assert.Equal(new RequestAnswer.Decided(Paid), await Pay(new(RequestVerdict.Repeated, Paid)));
        Assert.Equal(new RequestAnswer.Copied(Paid), await Pay(new(RequestVerdict.Copied, Paid)));
        Assert.Equal(new RequestAnswer.KeyUsed(), await Pay(new(RequestVerdict.KeyUsed)));
        Assert.Equal(1, _signal.Rings);
        Assert.Empty(_log.Texts);
    }

    /// <summary>Money went somewhere, and the bank does not know where.</summary>
    [Fact]
    public async Task Raises_the_alarm_over_something_else_under_an_id_that_stands()
    {
        Assert.Equal(
            new RequestAnswer.Differs(RequestField.Amount),
            await Pay(new(RequestVerdict.Differs, Field: RequestField.Amount)));

        Assert.StartsWith(
            $"{Bank} has sent P-1 again with something else in it (Amount)", _log.Texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_it_pay_for_an_account_without_a_bill_before_anything_is_kept()
    {
        var budgeted = Request with { Misses = new(Bank, 50) };
        _books.MayMiss = new(RequestVerdict.New, Missing);

        Assert.Equal(new RequestAnswer.Decided(Missing), await Pay(new(RequestVerdict.Missed), budgeted));
        Assert.Equal([false, true], _books.Asked);
        Assert.Equal([new MissAccount(Bank, 50)], _misses.Paid);

        _books.Asked.Clear();
        _misses.Spent.Add(Bank);
        Assert.Equal(new RequestAnswer.NotNow(), await Pay(new(RequestVerdict.Missed), budgeted));
        Assert.Equal([false], _books.Asked);

        _books.Asked.Clear();
        Assert.Equal(new RequestAnswer.Decided(Missing), await Pay(default, Request));
        Assert.Equal([true], _books.Asked);
    }

    [Fact]
    public async Task Claims_to_know_nothing_that_it_does_not()
    {
        _books.Breaks = new TimeoutException("away");
        Assert.Equal(new RequestAnswer.Suspect(), await Requests.Pay(Request));
        Assert.StartsWith("Whether snap:BANK has paid P-1 is not known", _log.Texts[0], StringComparison.Ordinal);

        _books.Breaks = new TooBusyException("full");
        Assert.Equal(new RequestAnswer.Suspect(), await Requests.Pay(Request));

        _books.Breaks = new InvalidOperationException("broken");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Requests.Pay(Request));
    }

    Task<RequestAnswer> Pay(RequestEntry entry, PaymentRequest? request = null)
    {
        _books.Entry = entry;
        return Requests.Pay(request ?? Request);
    }

    /// <summary>Says what it is told to say, and remembers what it was asked.</summary>
    sealed class Books : IRequestStore
    {
        public RequestEntry Entry { get; set; }

        /// <summary>What it says to whoever may miss; the same as to everybody, if nothing.</summary>
        public RequestEntry? MayMiss { get; set; }

        public Exception? Breaks { get; set; }

        public List<bool> Asked { get; } = [];

        public Task<RequestEntry> Pay(
            PaymentRequest request,
            bool mayMiss,
            Func<BillEvent, BillCallback?> compose,
            CancellationToken gone = default)
        {
            Asked.Add(mayMiss);
            return Breaks is null
                ? Task.FromResult(mayMiss ? MayMiss ?? Entry : Entry)
                : Task.FromException<RequestEntry>(Breaks);
        }
    }
}
