namespace Periksa.Disbursements;

/// <summary>The way to somebody who pays money out: a bank, a provider, or the sandbox.</summary>
/// <remarks>
/// Money that may have reached the bank is never sent again blindly. Whoever has sent an order asks what became of
/// it, and sends it again only when the bank says that it never had it.
/// </remarks>
public interface IPayoutBank
{
    /// <summary>True if it could pay into an account at all; nobody is debited for a payment it could not
    /// make.</summary>
    bool CanPay(BankAccount beneficiary) => true;

    /// <summary>The account at the bank that pays, for a bank at which an order is this account's; <c>null</c> where
    /// there is only one.</summary>
    string? PaysFrom => null;

    /// <summary>For how long an order that was sent may be on its way while the bank says that it never had it. Until
    /// then that is believed of no order that may have been sent.</summary>
    TimeSpan OnTheWay => TimeSpan.Zero;

    /// <summary>Sends an order, once. Cancelling says that the time is up; the bank may have the order all the
    /// same.</summary>
    Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel);

    /// <summary>Asks what became of an order that may have been sent.</summary>
    Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel);
}

/// <summary>A payment order to a bank.</summary>
/// <param name="Id">Names the order to the bank, too: the same id is the same order.</param>
public sealed record PayoutOrder(
    PayoutOrderId Id, string TransactionId, BankAccount Beneficiary, Money Amount, string? Notes)
{
    /// <summary>What a disbursement is to its bank.</summary>
    public static PayoutOrder Of(Disbursement disbursement) => new(
        PayoutOrderId.Of(disbursement.Account, disbursement.Reference),
        disbursement.TransactionId,
        disbursement.Beneficiary,
        disbursement.Net,
        disbursement.Notes);
}

/// <summary>A bank's reply about an order, sorted by what may be concluded from it.</summary>
public abstract record PayoutReply
{
    PayoutReply() { }

    /// <summary>Which account the bank says it speaks of; <c>null</c> where it does not. What it says of another
    /// account than was to be paid makes no sense.</summary>
    public BankAccount? About { get; init; }

    /// <summary>One sentence for operators about what stands in the way, without a secret in it; <c>null</c> where
    /// nothing does.</summary>
    public string? Why { get; init; }

    /// <summary>The beneficiary has the money. With a name that is blank it makes no sense.</summary>
    /// <param name="HolderName">Whose account it is, if the bank says.</param>
    public sealed record Paid(string? HolderName) : PayoutReply;

    /// <summary>An explicit no: it has not paid, and will not.</summary>
    public sealed record Rejected(PayoutFailure Failure) : PayoutReply;

    /// <summary>The bank has the order, or may have it, and what became of it is not known.</summary>
    public sealed record NoWord : PayoutReply;

    /// <summary>It surely never left us: there was no connection. So it is as if it had not been sent.</summary>
    public sealed record NotSent : PayoutReply;

    /// <summary>The bank says that it never had the order. A connector says so only where the same order sent twice
    /// is paid once: the first may still be on its way.</summary>
    public sealed record NeverHad : PayoutReply;

    /// <summary>The conclusion that may be drawn about an order for this account; <see cref="NoWord"/> from a reply
    /// that makes no sense.</summary>
    public PayoutReply To(BankAccount beneficiary)
    {
        if (About is { } other && BankAccount.Of(other.BankCode, other.Number) != beneficiary)
            return new NoWord();

        return this is Paid { HolderName: { } name } && HolderNames.IsBlank(name) ? new NoWord() : this;
    }
}
