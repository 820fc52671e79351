using System.Collections.Immutable;
using System.Diagnostics;

namespace Periksa.Disbursements;

/// <summary>Which way a disbursement may go. What has ended stays ended, but for money that comes back after it was
/// paid.</summary>
public static class Course
{
    public static readonly ImmutableArray<DisbursementStatus> All = [.. Enum.GetValues<DisbursementStatus>()];

    public static bool MayBecome(this DisbursementStatus from, DisbursementStatus to) => (from, to) switch
    {
        (DisbursementStatus.Initiated, DisbursementStatus.Paying or DisbursementStatus.Canceled) => true,
        (DisbursementStatus.Paying, DisbursementStatus.Pending) => true,
        (DisbursementStatus.Paying or DisbursementStatus.Pending,
            DisbursementStatus.Success or DisbursementStatus.Failed) => true,
        (DisbursementStatus.Success, DisbursementStatus.Refunded) => true,
        _ => false,
    };

    /// <summary>From where a disbursement may become this.</summary>
    public static IEnumerable<DisbursementStatus> From(DisbursementStatus to) =>
        All.Where(from => from.MayBecome(to));

    /// <summary>True if nothing is left to do about the disbursement.</summary>
    public static bool IsOver(this DisbursementStatus status) => status switch
    {
        DisbursementStatus.Initiated or DisbursementStatus.Paying or DisbursementStatus.Pending => false,
        DisbursementStatus.Success or DisbursementStatus.Failed => true,
        DisbursementStatus.Canceled or DisbursementStatus.Refunded => true,
    };

    /// <summary>True if the account has its money back.</summary>
    public static bool IsGivenBack(this DisbursementStatus status) => status switch
    {
        DisbursementStatus.Initiated or DisbursementStatus.Paying or DisbursementStatus.Pending => false,
        DisbursementStatus.Success => false,
        DisbursementStatus.Failed or DisbursementStatus.Canceled or DisbursementStatus.Refunded => true,
    };

    /// <summary>True if a bank's final word cannot be true beside the end that a disbursement has had.</summary>
    /// <param name="isPaid">Whether it says that it has paid, or never will; <c>null</c> where it says
    /// neither.</param>
    public static bool IsContradictedBy(this DisbursementStatus status, bool? isPaid) =>
        status.IsOver() && isPaid is { } says && says == status.IsGivenBack();

    /// <summary>The disbursement once it has gone on.</summary>
    public static Disbursement Become(this Disbursement disbursement, DisbursementStatus to, DateTimeOffset now)
    {
        if (!disbursement.Status.MayBecome(to))
            throw new InvalidOperationException($"What is {disbursement.Status} does not become {to}.");

        return disbursement with { Status = to, ProcessedAt = to.IsOver() ? now : null };
    }

    /// <summary>The disbursement after a bank's word about it.</summary>
    public static Disbursement Hear(this Disbursement disbursement, PayoutReply reply, DateTimeOffset now) =>
        reply switch
        {
            PayoutReply.Paid paid => disbursement.Become(DisbursementStatus.Success, now) with
            {
                HolderName = paid.HolderName ?? disbursement.HolderName,
            },
            PayoutReply.Rejected rejected => disbursement.Become(DisbursementStatus.Failed, now) with
            {
                Failure = rejected.Failure,
            },
            PayoutReply.NoWord or PayoutReply.NotSent when disbursement.Status is DisbursementStatus.Paying =>
                disbursement.Become(DisbursementStatus.Pending, now),
            PayoutReply.NoWord or PayoutReply.NotSent or PayoutReply.NeverHad => disbursement,
            _ => throw new UnreachableException(),
        };
}
