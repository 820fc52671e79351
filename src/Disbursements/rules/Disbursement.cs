using System.Globalization;

namespace Periksa.Disbursements;

/// <summary>Names one disbursement: a UUID version 7 of the moment it was asked for.</summary>
public readonly record struct DisbursementId(Guid Value)
{
    public override string ToString() => Value.ToString("D", CultureInfo.InvariantCulture);
}

/// <summary>Money on its way from a partner's account to somebody's bank account.</summary>
/// <param name="TransactionId">What callers know it by, 27 digits.</param>
/// <param name="Partner">Whose money it is.</param>
/// <param name="Credential">The name of the credential that asked for it, and is told how it ended.</param>
/// <param name="Account">The account that pays.</param>
/// <param name="Reference">The caller's own name for it, unique for the account.</param>
/// <param name="HolderName">Whose account it goes to; <c>null</c> as long as the bank has not said.</param>
/// <param name="Net">What the beneficiary gets.</param>
/// <param name="BalanceAfter">What stood on the account right after the debit.</param>
/// <param name="PostedAt">When it was debited.</param>
public sealed record Disbursement(
    DisbursementId Id,
    string TransactionId,
    PartnerId Partner,
    DialectName Dialect,
    CredentialName Credential,
    PayingAccountId Account,
    Reference Reference,
    BankAccount Beneficiary,
    string? HolderName,
    Money Net,
    Fee Fee,
    Money BalanceAfter,
    string? Notes,
    DateTimeOffset PostedAt)
{
    public DisbursementStatus Status { get; init; } = DisbursementStatus.Initiated;

    /// <summary>When it ended; <c>null</c> until then.</summary>
    public DateTimeOffset? ProcessedAt { get; init; }

    /// <summary>Why the bank did not pay; <c>null</c> unless it refused.</summary>
    public PayoutFailure? Failure { get; init; }

    /// <summary>The keys that the request used up; <c>null</c> where its dialect has none.</summary>
    public OnceKeys? Keys { get; init; }

    /// <summary>The bank as the caller named it; <c>null</c> where that is its code.</summary>
    public string? BankAsSent { get; init; }

    /// <summary>The connector that it was given to with its debit, and no other; <c>null</c> for the house's own
    /// bank.</summary>
    public ConnectorName? Connector { get; init; }

    /// <summary>The bank as the caller is shown it.</summary>
    public string BankShown => BankAsSent ?? Beneficiary.BankCode;

    /// <summary>The amount debited from the account.</summary>
    public Money Gross => Net + Fee.Amount;
}

/// <summary>The fee the gateway charges for a transfer.</summary>
public sealed record Fee(string Name, Money Amount)
{
    /// <summary>That of a dialect whose contract knows no fee.</summary>
    public static readonly Fee None = new("No fee", Money.Zero);
}

/// <summary>Why a bank did not pay.</summary>
/// <param name="Code">A short word of ours for the kind of reason, e.g. <c>ACCOUNT_CLOSED</c>.</param>
/// <param name="Reason">The same in a sentence.</param>
public sealed record PayoutFailure(string Code, string Reason)
{
    const string Unknown = "ACCOUNT_NOT_FOUND";
    const string Closed = "ACCOUNT_CLOSED";
    const string Dormant = "ACCOUNT_DORMANT";
    const string Blocked = "ACCOUNT_BLOCKED";

    /// <summary>Which way there is no such beneficiary, by the same measure as for inquiries; <c>null</c> where the
    /// reason is another.</summary>
    public AccountAbsence? Absence => Code switch
    {
        Unknown => AccountAbsence.Unknown,
        Closed => AccountAbsence.Closed,
        Dormant => AccountAbsence.Dormant,
        Blocked => AccountAbsence.Blocked,
        _ => null,
    };

    /// <summary>True if there is no such beneficiary.</summary>
    public bool IsMiss => Absence is not null;

    public static PayoutFailure Of(AccountAbsence absence) => absence switch
    {
        AccountAbsence.Unknown => new(Unknown, "the bank does not know the account"),
        AccountAbsence.Closed => new(Closed, "the account is closed"),
        AccountAbsence.Dormant => new(Dormant, "the account is dormant"),
        AccountAbsence.Blocked => new(Blocked, "the account is blocked"),
    };
}
