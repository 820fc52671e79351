using Periksa.Disbursements;

namespace Periksa.Operators.Disbursements;

/// <summary>What a bank says against the end of a disbursement, and nobody has dealt with.</summary>
public sealed record OpenRemarkEntry
{
    public required long Id { get; init; }

    /// <summary>When it was heard, in the clock's time.</summary>
    public required DateTimeOffset At { get; init; }

    public required Guid Disbursement { get; init; }

    /// <summary>The account that paid.</summary>
    public required string Account { get; init; }

    /// <summary>Its caller's own name for the disbursement.</summary>
    public required string Reference { get; init; }

    /// <summary>Whom it was given to, to be paid; <c>null</c> for the house's own bank.</summary>
    public string? Connector { get; init; }

    /// <summary>How it stands here: <c>success</c>, <c>failed</c>, <c>canceled</c> or <c>refunded</c>.</summary>
    public required string State { get; init; }

    /// <summary>True if the bank says that it has paid; false if that it has not.</summary>
    public required bool IsPaid { get; init; }

    /// <summary>The bank's own words.</summary>
    public required string Says { get; init; }

    /// <summary>What the account was debited, in sen.</summary>
    public required long Gross { get; init; }

    internal static OpenRemarkEntry Of(OpenRemark remark) => new()
    {
        Id = remark.Id,
        At = new(remark.At, TimeSpan.Zero),
        Disbursement = remark.Disbursement,
        Account = remark.Account,
        Reference = remark.Reference,
        Connector = remark.Connector,
        State = DisbursementWords.Of(Statuses.Read(remark.Status)),
        IsPaid = remark.IsPaid,
        Says = remark.Reason,
        Gross = remark.Gross,
    };
}
