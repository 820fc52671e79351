using Periksa.Bills;

namespace Periksa.Tests.Support;

/// <summary>Bills from a list, and a desk that takes every payment and every reversal unless its script says
/// otherwise. Nothing moves: what it took is not there afterwards.</summary>
public sealed class ScriptedBillPayments(params IEnumerable<Bill> known) : IBillPayments
{
    readonly Bill[] _known = [.. known];
    readonly Dictionary<string, Func<BillVerdict>> _verdicts = [];
    readonly Dictionary<string, Func<PaymentAnswer>> _payments = [];
    readonly Dictionary<string, Func<ReversalAnswer>> _reversals = [];

    bool _hasUsedKeys;

    /// <summary>Says of every key that it was used before.</summary>
    public ScriptedBillPayments HasUsedKeys()
    {
        _hasUsedKeys = true;
        return this;
    }

    /// <summary>What it was asked last.</summary>
    public BillInquiry? Asked { get; private set; }

    /// <summary>The last payment it heard of, whatever it said to it.</summary>
    public PaymentOrder? Ordered { get; private set; }

    /// <summary>The last reversal it heard of, whatever it said to it.</summary>
    public ReversalOrder? Reversed { get; private set; }

    /// <summary>Whether it has heard nothing at all.</summary>
    public bool IsUntouched => (Asked, Ordered, Reversed) is (null, null, null);

    /// <summary>Says this to an inquiry with this reference.</summary>
    public ScriptedBillPayments Answers(string reference, BillVerdict verdict)
    {
        _verdicts[reference] = () => verdict;
        return this;
    }

    /// <summary>Says this to a payment with this reference.</summary>
    public ScriptedBillPayments Answers(string reference, PaymentAnswer answer)
    {
        _payments[reference] = () => answer;
        return this;
    }

    /// <summary>Says this to the reversal of a payment with this reference.</summary>
    public ScriptedBillPayments Answers(string reference, ReversalAnswer answer)
    {
        _reversals[reference] = () => answer;
        return this;
    }

    /// <summary>Throws at whatever has this reference.</summary>
    public ScriptedBillPayments Breaks(string reference, Exception why)
    {
        _verdicts[reference] = () => throw why;
        _payments[reference] = () => throw why;
        _reversals[reference] = () => throw why;
        return this;
    }

    /// <summary>All bills on the virtual account, in the order in which they are listed.</summary>
    public Task<BillAnswer> Inquire(BillInquiry inquiry)
    {
        Asked = inquiry;
        if (_hasUsedKeys)
            return Task.FromResult(new BillAnswer(BillVerdict.KeyUsed, []));

        Bill[] bills = [.. On(inquiry.VaNumber)];
        var verdict = _verdicts.TryGetValue(inquiry.RefId, out var scripted)
            ? scripted()
            : bills is [] ? BillVerdict.NotFound : BillVerdict.Payable;

        return Task.FromResult(new BillAnswer(verdict, verdict is BillVerdict.Payable ? bills : []));
    }

    /// <summary>Who is kept waiting for payments; <c>null</c> for nobody.</summary>
    public Lingering? Lingers { get; set; }

    /// <summary>Pays the first bill on the virtual account, whether or not the amount fits.</summary>
    public async Task<PaymentAnswer> Pay(PaymentOrder order, CancellationToken gone = default)
    {
        Ordered = order;
        if (Lingers is not null)
            await Lingers.UntilGone(gone);

        if (_payments.TryGetValue(order.RefId, out var scripted))
            return scripted();

        return On(order.VaNumber).FirstOrDefault() is { } bill
            ? new PaymentAnswer.Paid(bill with { Paid = bill.Paid + order.Amount }, order.At)
            : new PaymentAnswer.Refused(PaymentRefusal.BillNotFound);
    }

    /// <summary>Shows the bill as it is listed: to this desk nothing was paid on it in between.</summary>
    public Task<ReversalAnswer> Reverse(ReversalOrder order)
    {
        Reversed = order;

        if (_reversals.TryGetValue(order.RefId, out var scripted))
            return Task.FromResult(scripted());

        return Task.FromResult<ReversalAnswer>(_known.FirstOrDefault(one => one.Hash == order.BillHash) is { } bill
            ? new ReversalAnswer.Reversed(bill)
            : new ReversalAnswer.Refused(ReversalRefusal.BillNotFound));
    }

    IEnumerable<Bill> On(VaNumber vaNumber) => _known.Where(one => one.VaNumber == vaNumber);
}
