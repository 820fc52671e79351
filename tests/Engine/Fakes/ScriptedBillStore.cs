using System.Text;
using Periksa.Bills;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>Says what it is told to, and keeps what billers were told of this bill.</summary>
sealed class ScriptedBillStore(Bill bill) : IBillStore
{
    public IReadOnlyList<Bill> There { get; set; } = [];

    public PaymentEntry Entry { get; set; }

    public ReversalEntry Reversal { get; set; }

    public Exception? Breaks { get; set; }

    public (string Dialect, string Credential, string Text)? Told { get; private set; }

    public HashSet<OnceKeys> Used { get; } = [];

    public Task<IReadOnlyList<Bill>?> Inquire(BillInquiry inquiry)
    {
        if (Breaks is not null)
            return Task.FromException<IReadOnlyList<Bill>?>(Breaks);

        var isUsed = inquiry.Keys is { } keys && !Used.Add(keys);
        return Task.FromResult(isUsed ? null : There);
    }

    public Task<bool> HasAny(VaNumber number, DateTimeOffset now) => Task.FromResult(There.Count > 0);

    public Task<PaymentEntry> Pay(
        PaymentOrder order,
        Func<BillEvent, BillCallback?> compose,
        CancellationToken gone = default)
    {
        if (Breaks is not null)
            return Task.FromException<PaymentEntry>(Breaks);

        if (Entry.IsNew)
            Tell(compose, Payment(order.Amount, order.At));

        return Task.FromResult(Entry);
    }

    public Task<ReversalEntry> Reverse(ReversalOrder order, Func<BillEvent, BillCallback?> compose)
    {
        if (Breaks is not null)
            return Task.FromException<ReversalEntry>(Breaks);

        if (Reversal.Refusal is null)
            Tell(compose, Payment(order.Amount, Sending.Now) with { ReversedAt = order.At });

        return Task.FromResult(Reversal);
    }

    BillPayment Payment(Money amount, DateTimeOffset at) => new(
        Guid.NewGuid(), bill.Id, new("bank"), new("ref"), amount, null, at, null, amount, at);

    void Tell(Func<BillEvent, BillCallback?> compose, BillPayment payment)
    {
        if (compose(new(bill, payment, Sequence: 7)) is var (dialect, credential, body))
            Told = (dialect, credential, Encoding.UTF8.GetString(body.Span));
    }
}
