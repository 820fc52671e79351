using System.Text;
using Periksa.Bills;

namespace Periksa.Tests.Support;

/// <summary>Bills from a list, and a desk that takes every payment request unless its script says otherwise. Nothing
/// moves: what it took is not there afterwards.</summary>
public sealed class ScriptedPaymentRequests(params IEnumerable<Bill> known) : IPaymentRequests
{
    readonly Bill[] _known = [.. known];
    readonly Dictionary<string, Func<RequestAnswer>> _answers = [];
    bool _hasUsedKeys;

    /// <summary>The last request it heard of, whatever it said to it.</summary>
    public PaymentRequest? Asked { get; private set; }

    /// <summary>The payment of a bill that it takes, the same each time.</summary>
    public static BillPayment Payment(PaymentRequest request, Bill bill, Money amount) => new(
        IdOf(bill), bill.Id, request.Channel, request.RequestId, amount, request.TerminalId, request.TransactionAt,
        request.CustomerName, bill.Paid + amount, request.At);

    /// <summary>Says this to a request with this id.</summary>
    public ScriptedPaymentRequests Answers(string requestId, RequestAnswer answer)
    {
        _answers[requestId] = () => answer;
        return this;
    }

    /// <summary>Throws at whatever has this id.</summary>
    public ScriptedPaymentRequests Breaks(string requestId, Exception why)
    {
        _answers[requestId] = () => throw why;
        return this;
    }

    /// <summary>Says of every key that it was used before.</summary>
    public ScriptedPaymentRequests HasUsedKeys()
    {
        _hasUsedKeys = true;
        return this;
    }

    /// <summary>Pays all bills that are named, or else the first on the virtual account, whatever the amount.</summary>
    public Task<RequestAnswer> Pay(PaymentRequest request, CancellationToken gone = default)
    {
        Asked = request;
        if (_hasUsedKeys)
            return Task.FromResult<RequestAnswer>(new RequestAnswer.KeyUsed());

        return Task.FromResult(
            _answers.TryGetValue(request.RequestId, out var scripted) ? scripted() : Decided(request));
    }

    RequestAnswer.Decided Decided(PaymentRequest request)
    {
        Bill[] on = [.. _known.Where(bill => bill.VaNumber == request.VaNumber)];
        Bill[] bills = request.Bills.Count == 0
            ? [.. on.Take(1)]
            : [.. request.Bills.Select(name => on.First(bill => bill.InvoiceNumber == name || bill.Hash == name))];

        return new RequestAnswer.Decided(bills.Length == 0
            ? new(PaymentRefusal.BillNotFound, [])
            : new(Refusal: null, [.. bills.Select(bill => Pay(request, bill, Requests.PartOf(request, bills, bill)))]));
    }

    static PaidBill Pay(PaymentRequest request, Bill bill, Money amount) =>
        new(bill with { Paid = bill.Paid + amount }, Payment(request, bill, amount));

    // Eight letters and digits name a bill, and so here its payment.
    static Guid IdOf(Bill bill) => Guid.Parse(
        "019ac001-5cb8-7a3c-" + Convert.ToHexStringLower(Encoding.ASCII.GetBytes(bill.Hash)).Insert(4, "-"));
}
