namespace Periksa.Bills;

/// <summary>The engine's desk for banks whose payments have a request id for good, and for billers that ask what was
/// paid to them.</summary>
public interface IPaymentRequests
{
    /// <summary>Takes money for bills, all that are named or none. When this returns, that is durable, or there is
    /// nothing.</summary>
    /// <param name="gone">Says that the bank does not wait any more: what was not begun by then is not.</param>
    Task<RequestAnswer> Pay(PaymentRequest request, CancellationToken gone = default);

    /// <summary>The youngest payment that a biller asks about, whoever took it.</summary>
    Task<StatusAnswer> Find(PaymentQuestion question);
}

/// <summary>The question which payment was made to a biller's virtual account.</summary>
/// <param name="Keys">Who asks, and the key of the day that it uses up.</param>
/// <param name="Biller">The id of the partner who asks.</param>
/// <param name="RequestId">The payment's request id or reference; <c>null</c> for whichever was the last.</param>
public sealed record PaymentQuestion(
    OnceKeys Keys, string Biller, string VaNumber, string? RequestId, DateTimeOffset AskedAt);

/// <summary>A payment as its biller may see it: all that was paid under one request, or under one reference.</summary>
/// <param name="RequestId">Its request id; the reference of a payment that has none.</param>
/// <param name="Bills">As they are now.</param>
public sealed record FoundPayment(
    string RequestId, Money Amount, string? BankReference, IReadOnlyList<PaidBill> Bills)
{
    public bool IsTakenBack => Bills.Any(one => one.Payment.ReversedAt is not null);
}

/// <summary>The answer to a question for a payment.</summary>
public abstract record StatusAnswer
{
    StatusAnswer() { }

    public sealed record Found(FoundPayment Payment) : StatusAnswer;

    public sealed record NotFound : StatusAnswer;

    /// <summary>The key of the day was used before.</summary>
    public sealed record KeyUsed : StatusAnswer;

    /// <summary>This host has more to do than it can in time; nothing is left behind.</summary>
    public sealed record NotNow : StatusAnswer;

    public T Match<T>(
        Func<Found, T> found, Func<NotFound, T> notFound, Func<KeyUsed, T> keyUsed, Func<NotNow, T> notNow) =>
        this switch
        {
            Found answer => found(answer),
            NotFound answer => notFound(answer),
            KeyUsed answer => keyUsed(answer),
            NotNow answer => notNow(answer),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
