namespace Periksa.Bills;

/// <summary>The engine's desk for bills that channels ask about and take money for.</summary>
public interface IBillPayments
{
    /// <summary>The bills that can be paid on a virtual account; the inquiry is written down and changes
    /// nothing.</summary>
    Task<BillAnswer> Inquire(BillInquiry inquiry);

    /// <summary>Takes money for a bill. When this returns, the payment is durable, or there is none.</summary>
    /// <param name="gone">Says that the channel does not wait any more: what was not begun by then is not.</param>
    Task<PaymentAnswer> Pay(PaymentOrder order, CancellationToken gone = default);

    /// <summary>Takes a payment back.</summary>
    Task<ReversalAnswer> Reverse(ReversalOrder order);
}

/// <summary>The question what a virtual account owes, stripped of the wire it came in on.</summary>
/// <param name="Channel">The credential's name.</param>
public sealed record BillInquiry(
    ChannelName Channel,
    VaNumber VaNumber,
    Reference RefId,
    string? TerminalId,
    DateTimeOffset TransactionAt,
    DateTimeOffset AskedAt)
{
    /// <summary>The account on which the channel's misses are counted; <c>null</c> for none.</summary>
    public MissAccount? Misses { get; init; }

    /// <summary>The key of the day that it uses up, the channel's own; <c>null</c> for none. Whoever has one is told
    /// of bills that have expired, too.</summary>
    public OnceKeys? Keys { get; init; }
}

/// <param name="Bills">Those that can be paid, in the order in which they are; empty unless there are any.</param>
public readonly record struct BillAnswer(BillVerdict Verdict, IReadOnlyList<Bill> Bills);

public enum BillVerdict
{
    Payable,

    /// <summary>There is no bill, or only void ones.</summary>
    NotFound,

    /// <summary>There are bills that have expired, and none that can be paid or was. Whoever is not told of expired
    /// ones finds none.</summary>
    Expired,

    /// <summary>All there is is paid.</summary>
    AlreadyPaid,

    /// <summary>The key of the day was used before, and nothing is written down.</summary>
    KeyUsed,

    /// <summary>There is no bill, and the channel has asked about too many such accounts.</summary>
    TooManyMisses,

    /// <summary>This host has more to do than it can in time.</summary>
    TooBusy,
}

/// <summary>Money taken at a channel for a virtual account.</summary>
public sealed record PaymentOrder(
    ChannelName Channel,
    VaNumber VaNumber,
    Reference RefId,
    Money Amount,
    string? TerminalId,
    DateTimeOffset TransactionAt,
    string? CustomerName,
    DateTimeOffset At)
{
    /// <summary>The account on which the channel's misses are counted; <c>null</c> for none.</summary>
    public MissAccount? Misses { get; init; }
}

/// <summary>The wish to take a payment back.</summary>
/// <param name="BillHash">The bill's hash, as the payment's answer showed it.</param>
public sealed record ReversalOrder(
    ChannelName Channel, BillHash BillHash, Reference RefId, Money Amount, DateTimeOffset At);

/// <summary>The outcome of a payment taken at a channel.</summary>
public abstract record PaymentAnswer
{
    PaymentAnswer() { }

    /// <summary>It is paid, by this order or by the same one before.</summary>
    /// <param name="Bill">The bill right after the payment.</param>
    /// <param name="At">When that was.</param>
    public sealed record Paid(Bill Bill, DateTimeOffset At) : PaymentAnswer;

    /// <summary>Nothing moved, and nothing will.</summary>
    public sealed record Refused(PaymentRefusal Why) : PaymentAnswer;

    /// <summary>Nothing moved: the channel has paid the same under this reference the day before or after, so this
    /// may be that payment, stamped anew.</summary>
    public sealed record LooksLike(BillPayment First) : PaymentAnswer;

    /// <summary>The database went away meanwhile, or there is too much to do to ask it: this order, or an earlier
    /// one under its reference, may have paid. The same order, sent again,
    /// tells.</summary>
    public sealed record Suspect : PaymentAnswer;

    public T Match<T>(
        Func<Paid, T> paid,
        Func<Refused, T> refused,
        Func<LooksLike, T> looksLike,
        Func<Suspect, T> suspect) => this switch
    {
        Paid answer => paid(answer),
        Refused answer => refused(answer),
        LooksLike answer => looksLike(answer),
        Suspect answer => suspect(answer),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Why no money is taken. A new reason stops every dialect that takes some from compiling until it has a
/// word for it.</summary>
public enum PaymentRefusal
{
    /// <summary>There is no bill on the virtual account, or only void ones.</summary>
    BillNotFound,

    /// <summary>There are only expired ones, or a bill that was named is.</summary>
    BillExpired,

    /// <summary>All that could be paid on it is paid.</summary>
    AlreadyPaid,

    /// <summary>There are payable bills, and the amount fits none of them, or not all that were named.</summary>
    AmountDoesNotFit,

    /// <summary>The channel has paid another virtual account under this reference on the same day.</summary>
    AccountDiffers,

    /// <summary>It has paid another amount.</summary>
    AmountDiffers,

    /// <summary>It has paid on another day, and the database still has the key that knows no day.</summary>
    ReferenceUsed,

    /// <summary>The payment with this reference was taken back, or is to be: its reversal came first.</summary>
    AlreadyReversed,

    /// <summary>It has paid the same on the day before or after.</summary>
    LooksLikeCopy,

    /// <summary>There is no bill, and the channel has named too many such accounts.</summary>
    TooManyMisses,
}

/// <summary>The outcome of a request to take a payment back.</summary>
public abstract record ReversalAnswer
{
    ReversalAnswer() { }

    /// <summary>It is taken back now.</summary>
    /// <param name="Bill">The bill after it, payable again.</param>
    public sealed record Reversed(Bill Bill) : ReversalAnswer;

    public sealed record Refused(ReversalRefusal Why) : ReversalAnswer;

    /// <summary>The same of a reversal: it may be taken back or not, which the same order, sent again,
    /// tells.</summary>
    public sealed record Suspect : ReversalAnswer;

    public T Match<T>(Func<Reversed, T> reversed, Func<Refused, T> refused, Func<Suspect, T> suspect) => this switch
    {
        Reversed answer => reversed(answer),
        Refused answer => refused(answer),
        Suspect answer => suspect(answer),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Why a payment is not taken back.</summary>
public enum ReversalRefusal
{
    /// <summary>No bill has this hash.</summary>
    BillNotFound,

    /// <summary>The channel has paid nothing on this bill under this reference within the last two days. A payment
    /// that comes within the next two is refused.</summary>
    PaymentNotFound,

    /// <summary>It is not the amount that was paid.</summary>
    AmountDiffers,

    AlreadyReversed,
}
