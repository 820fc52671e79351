namespace Periksa.Bills;

/// <summary>Money taken at a bank for a virtual account, under a request id of the bank's that names this payment for
/// good.</summary>
/// <param name="Keys">Who took it, and the key of the day that it uses up.</param>
/// <param name="Bills">The names of the bills that it is for, each its invoice number or its hash; none for whichever
/// the amount fits.</param>
/// <param name="TransactionAt">When it was paid, by the bank's clock.</param>
public sealed record PaymentRequest(
    OnceKeys Keys,
    Reference RequestId,
    VaNumber VaNumber,
    Money Amount,
    IReadOnlyList<string> Bills,
    DateTimeOffset TransactionAt,
    DateTimeOffset At)
{
    /// <summary>The bank. Its request ids are its own, whichever of its channels brings them.</summary>
    public required PartnerId Bank { get; init; }

    /// <summary>The channel under whose name it is kept.</summary>
    public ChannelName Channel => new(Keys.Caller);

    /// <summary>Where it was paid, e.g. a code for ATMs; <c>null</c> where the bank did not say.</summary>
    public string? TerminalId { get; init; }

    public string? CustomerName { get; init; }

    /// <summary>A number of the bank's own for it; <c>null</c> for none.</summary>
    public string? BankReference { get; init; }

    /// <summary>The account on which the channel's misses are counted; <c>null</c> for none.</summary>
    public MissAccount? Misses { get; init; }
}

/// <summary>What two requests of one id may differ in.</summary>
public enum RequestField
{
    Account,
    Amount,
    Currency,
    Bills,
}

/// <summary>A bill, and a payment of it.</summary>
/// <param name="Bill">As it was right after the payment, where that is what is told; else as it is.</param>
public sealed record PaidBill(Bill Bill, BillPayment Payment);

/// <summary>The end of a payment request, which is decided once.</summary>
/// <param name="Refusal"><c>null</c> when it is paid, or was.</param>
/// <param name="Paid">One for each bill; empty where it is refused.</param>
public sealed record RequestOutcome(PaymentRefusal? Refusal, IReadOnlyList<PaidBill> Paid)
{
    /// <summary>True if it was paid, and that was taken back.</summary>
    public bool IsTakenBack => Paid.Any(one => one.Payment.ReversedAt is not null);
}

/// <summary>The answer to a payment request.</summary>
public abstract record RequestAnswer
{
    RequestAnswer() { }

    /// <summary>It is decided: now, or when the same was asked under another key of the day.</summary>
    public sealed record Decided(RequestOutcome Outcome) : RequestAnswer;

    /// <summary>The same was asked under the same key: nothing moved, and this is what became of it.</summary>
    public sealed record Copied(RequestOutcome First) : RequestAnswer;

    /// <summary>Something else was asked under this id; nothing moved.</summary>
    public sealed record Differs(RequestField Field) : RequestAnswer;

    /// <summary>The key of the day is another request's; nothing is left behind.</summary>
    public sealed record KeyUsed : RequestAnswer;

    /// <summary>The channel has named too many accounts without a bill; nothing is left behind.</summary>
    public sealed record NotNow : RequestAnswer;

    /// <summary>The database went away meanwhile, or this host has more to do than it can in time: it may be paid or
    /// not, which the same request, sent again,
    /// tells.</summary>
    public sealed record Suspect : RequestAnswer;

    public T Match<T>(
        Func<Decided, T> decided,
        Func<Copied, T> copied,
        Func<Differs, T> differs,
        Func<KeyUsed, T> keyUsed,
        Func<NotNow, T> notNow,
        Func<Suspect, T> suspect) => this switch
    {
        Decided answer => decided(answer),
        Copied answer => copied(answer),
        Differs answer => differs(answer),
        KeyUsed answer => keyUsed(answer),
        NotNow answer => notNow(answer),
        Suspect answer => suspect(answer),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
