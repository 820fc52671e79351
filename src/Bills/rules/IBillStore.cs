namespace Periksa.Bills;

/// <summary>The store of bills and of the money paid for them.</summary>
/// <remarks>Each call waits until what it is about is durable. It throws <see cref="TimeoutException"/> when the
/// database is out of reach for too long; it may then have been written or not, and may be asked for
/// again. It throws <see cref="TooBusyException"/> when nothing was done.</remarks>
public interface IBillStore
{
    /// <summary>The bills on a virtual account that count: what can be paid, and the last that was; for an inquiry with
    /// a key, also the last that expired. The question is written down.</summary>
    /// <returns><c>null</c> where its key was used before: then it is not.</returns>
    Task<IReadOnlyList<Bill>?> Inquire(BillInquiry inquiry);

    /// <summary>True if there is a bill on a virtual account that is not void: one that can be paid, is paid, or has
    /// expired. Nothing is written down.</summary>
    Task<bool> HasAny(VaNumber number, DateTimeOffset now);

    /// <summary>Takes money for a bill, once for each of a channel's references on a day.</summary>
    /// <param name="compose">Composes what the biller is told of the payment; <c>null</c> for nothing. It is called
    /// while nothing is locked, and again where the bill has changed since.</param>
    /// <param name="gone">Says that the channel does not wait any more: what was not begun by then is not.</param>
    Task<PaymentEntry> Pay(
        PaymentOrder order,
        Func<BillEvent, BillCallback?> compose,
        CancellationToken gone = default);

    /// <summary>Takes a payment back, once. Where there is none to take back, one that comes later is refused, on
    /// any host.</summary>
    /// <param name="compose">As for a payment.</param>
    Task<ReversalEntry> Reverse(ReversalOrder order, Func<BillEvent, BillCallback?> compose);
}

/// <param name="Refusal"><c>null</c> when it is paid.</param>
/// <param name="Bill">The bill right after the payment.</param>
/// <param name="PaidAt">When that was.</param>
/// <param name="IsNew">Whether it is paid by this order, and not by the same one before.</param>
/// <param name="LooksLike">What it may be a copy of; there where it is refused for that.</param>
public readonly record struct PaymentEntry(
    PaymentRefusal? Refusal,
    Bill? Bill = null,
    DateTimeOffset PaidAt = default,
    bool IsNew = false,
    BillPayment? LooksLike = null);

/// <param name="Refusal"><c>null</c> when it is taken back.</param>
/// <param name="Bill">The bill right after it.</param>
public readonly record struct ReversalEntry(ReversalRefusal? Refusal, Bill? Bill = null);

/// <summary>The store of payments that have a request id for good. It waits and throws as <see cref="IBillStore"/>
/// does.</summary>
public interface IRequestStore
{
    /// <summary>Takes money for bills, once for each request.</summary>
    /// <param name="mayMiss">Whether a request for an account without a bill is refused and kept as such; if not, it
    /// leaves nothing.</param>
    /// <param name="compose">Composes what a biller is told of a payment; <c>null</c> for nothing. It is called while
    /// nothing is locked, and again where a bill has changed since.</param>
    /// <param name="gone">Says that the bank does not wait any more: what was not begun by then is not.</param>
    Task<RequestEntry> Pay(
        PaymentRequest request,
        bool mayMiss,
        Func<BillEvent, BillCallback?> compose,
        CancellationToken gone = default);
}

/// <param name="Outcome">What became of the request: there where it was decided.</param>
/// <param name="Field">Where it differs.</param>
public readonly record struct RequestEntry(
    RequestVerdict Verdict, RequestOutcome? Outcome = null, RequestField Field = default);

public enum RequestVerdict
{
    /// <summary>It is decided now.</summary>
    New,

    /// <summary>It was decided before, when it came under another key.</summary>
    Repeated,

    /// <summary>It was decided before, and comes under the same key.</summary>
    Copied,

    /// <summary>Something else was asked under this id.</summary>
    Differs,

    /// <summary>The key is another request's, and nothing is left behind.</summary>
    KeyUsed,

    /// <summary>There is no bill on the account, and nothing is left behind.</summary>
    Missed,
}
