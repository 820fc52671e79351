namespace Periksa.Disbursements;

/// <summary>The engine's desk for money that goes out. Dialects ask; they see neither ledger nor bank.</summary>
public interface IDisbursements
{
    /// <summary>The fee for a transfer of this amount by the credential's partner at a moment; <c>null</c> when no
    /// fee has been agreed on, and then it may send nothing.</summary>
    Fee? Quote(Credential credential, Money amount, DateTimeOffset moment);

    /// <summary>Debits the account and has the rest done in the background. When this returns, the debit is durable,
    /// and how it ended is known if the order has a budget and the bank was quick enough.</summary>
    /// <param name="gone">Says that the caller does not wait any more: what was not begun by then is not.</param>
    Task<TransferAnswer> Transfer(TransferOrder order, CancellationToken gone = default);

    /// <summary>The disbursement that an account sent under this reference; <c>null</c> when there is
    /// none.</summary>
    Task<Disbursement?> Find(PayingAccountId account, Reference reference);

    /// <summary>The disbursement that a partner means by this name; <c>null</c> when there is none.</summary>
    Task<Disbursement?> Find(TransferName name);

    /// <summary>A paying account as it stands now; <c>null</c> when there is none.</summary>
    Task<PayingAccount?> FindAccount(PayingAccountId account);
}

/// <summary>The wish to send money, stripped of the wire it came in on.</summary>
/// <param name="Account">The account that is to pay.</param>
/// <param name="Amount">What the beneficiary is to get; the fee comes on top.</param>
public sealed record TransferOrder(
    Credential Credential,
    PayingAccountId Account,
    Reference Reference,
    BankAccount Beneficiary,
    Money Amount,
    string? Notes,
    DateTimeOffset AskedAt)
{
    /// <summary>The keys that the request uses up; <c>null</c> where its dialect has none. Then the reference is the
    /// account's alone; else it is the partner's.</summary>
    public OnceKeys? Keys { get; init; }

    /// <summary>The fee that the dialect's contract lays down; <c>null</c> where it is the partner's to agree
    /// on.</summary>
    public Fee? Fee { get; init; }

    /// <summary>The bank as the caller named it; <c>null</c> where that is its code.</summary>
    public string? BankAsSent { get; init; }

    /// <summary>How long the caller waits for the end; <c>null</c> for a caller that is told later in any
    /// case.</summary>
    public TimeSpan? Budget { get; init; }
}

/// <summary>An account that pays, and what stands on it.</summary>
/// <param name="HolderName">Its partner's.</param>
public sealed record PayingAccount(string Id, string HolderName, Money Balance);

/// <summary>The outcome of a request to send money.</summary>
public abstract record TransferAnswer
{
    TransferAnswer() { }

    /// <summary>The account is debited, and the money will be sent.</summary>
    public sealed record Accepted(Disbursement Disbursement) : TransferAnswer;

    /// <summary>Nothing moved, and nothing will.</summary>
    public sealed record Refused(TransferRefusal Why) : TransferAnswer;

    /// <summary>The database went away meanwhile, or there is too much to do to ask it: an earlier order under this
    /// reference may be under way. Whether the account is debited shows when the reference is asked
    /// about.</summary>
    public sealed record Unclear : TransferAnswer;

    public T Match<T>(Func<Accepted, T> accepted, Func<Refused, T> refused, Func<Unclear, T> unclear) => this switch
    {
        Accepted answer => accepted(answer),
        Refused answer => refused(answer),
        Unclear answer => unclear(answer),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Why no money is sent. A new reason stops every dialect that sends money from compiling until it has a
/// word for it.</summary>
public enum TransferRefusal
{
    /// <summary>No fee has been agreed on with the partner.</summary>
    NoFeeAgreed,

    /// <summary>There is no way to a bank that would pay, or no such bank.</summary>
    NobodyPays,

    /// <summary>The credential's partner has no such account.</summary>
    NoSuchAccount,

    /// <summary>The caller has used the key of the day before.</summary>
    DayKeyUsed,

    /// <summary>The account already sent money under this reference.</summary>
    ReferenceUsed,

    /// <summary>The account does not cover amount and fee.</summary>
    BalanceTooSmall,

    /// <summary>The partner has asked about, or sent money to, too many accounts that do not exist.</summary>
    TooManyMisses,
}
