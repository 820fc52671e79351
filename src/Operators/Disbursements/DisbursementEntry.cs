using Periksa.Operators.Messages;

namespace Periksa.Operators.Disbursements;

/// <summary>A disbursement as operators see it. Whom it goes to is masked unless that was asked for.</summary>
public sealed record DisbursementEntry
{
    public required Guid Id { get; init; }

    /// <summary>What callers know it by, 27 digits.</summary>
    public required string TransactionId { get; init; }

    /// <summary>When it was debited, in the clock's time.</summary>
    public required DateTimeOffset PostedAt { get; init; }

    public required string Partner { get; init; }

    public required string Dialect { get; init; }

    /// <summary>Who asked for it, and is told how it ends.</summary>
    public required string Credential { get; init; }

    /// <summary>The account that pays.</summary>
    public required string Account { get; init; }

    /// <summary>Its caller's own name for it.</summary>
    public required string Reference { get; init; }

    /// <summary>Whom it was given to, to be paid; <c>null</c> for the house's own bank.</summary>
    public string? Connector { get; init; }

    /// <summary>What its bank knows it by, which is made of account and reference.</summary>
    public required string OrderId { get; init; }

    /// <summary>The beneficiary's bank, by its code on the bank list.</summary>
    public required string Bank { get; init; }

    /// <summary>The beneficiary's account.</summary>
    public required string Number { get; init; }

    public string? HolderName { get; init; }

    /// <summary>What the beneficiary gets, in sen.</summary>
    public required long Net { get; init; }

    /// <summary>What came on top, in sen.</summary>
    public required long Fee { get; init; }

    /// <summary><c>initiated</c>, <c>paying</c>, <c>pending</c>, <c>success</c>, <c>failed</c>, <c>canceled</c> or
    /// <c>refunded</c>.</summary>
    public required string State { get; init; }

    /// <summary>When it ended, in the clock's time; <c>null</c> until then.</summary>
    public DateTimeOffset? ProcessedAt { get; init; }

    /// <summary>Why it was not paid.</summary>
    public string? Failure { get; init; }

    internal DisbursementEntry Hidden() => this with
    {
        Number = Masked.Account(Number),
        HolderName = HolderName is { } name ? Masked.Name(name) : null,
    };
}

/// <summary>A disbursement and its whole way.</summary>
public sealed record DisbursementStory
{
    public required DisbursementEntry Disbursement { get; init; }

    public required IReadOnlyList<DisbursementStep> Steps { get; init; }

    /// <summary>What is still to be done about it; <c>null</c> where nothing is.</summary>
    public OpenEntry? Open { get; init; }

    /// <summary>What banks said against its end.</summary>
    public required IReadOnlyList<RemarkEntry> Remarks { get; init; }

    /// <summary>Without their bodies, unless personal data was asked for.</summary>
    public required IReadOnlyList<CallbackEntry> Callbacks { get; init; }
}

/// <summary>A step of a disbursement.</summary>
/// <param name="State">As <see cref="DisbursementEntry.State"/>.</param>
/// <param name="At">In the clock's time.</param>
public sealed record DisbursementStep(string State, DateTimeOffset At, string Reason);

/// <summary>How an open payout stands.</summary>
/// <param name="MayHaveBeenSent">False only where its bank surely has nothing of it.</param>
/// <param name="IsInHand">Whether a host is at it at this moment.</param>
/// <param name="AskedAt">When its bank was last asked what became of it, in real time.</param>
/// <param name="DueAt">When a host goes on with it, in the clock's time.</param>
/// <param name="Times">How often its bank was told or asked.</param>
public sealed record OpenEntry(
    bool MayHaveBeenSent, bool IsInHand, DateTimeOffset? AskedAt, DateTimeOffset DueAt, int Times);

/// <summary>What a bank said against an end.</summary>
/// <param name="State">How the disbursement stood here.</param>
/// <param name="IsPaid">Whether its bank says that it has paid.</param>
/// <param name="DealtWith">What was done about it; <c>null</c> where nobody has yet.</param>
public sealed record RemarkEntry(
    long Id, DateTimeOffset At, string State, bool IsPaid, string Reason, string? DealtWith);

/// <summary>Which disbursements are looked for: those of which all holds that is said.</summary>
public sealed record DisbursementWish
{
    /// <summary><see cref="DisbursementEntry.State"/>, or <c>open</c> for all that have no end.</summary>
    public string? State { get; init; }

    public string? Partner { get; init; }

    /// <summary>Its caller's name for it, its X-EXTERNAL-ID, its transaction id, or ours.</summary>
    public string? Reference { get; init; }

    /// <summary>In the clock's time; left out: for open ones and a reference the beginning, else a day before
    /// <see cref="To"/>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before then; left out: until now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to <see cref="Page{T}.LimitMaximum"/>.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>What the audit trail tells of disbursements that were shown with whom they go to.</summary>
public sealed record RevealedDisbursements(string? Reference, string? Partner, int Count);
