using System.Diagnostics;

namespace Periksa.Disbursements;

/// <summary>How operators end disbursements by their own word, along the same ways as a bank does.</summary>
/// <remarks>A bank may have paid what it says nothing about. So nobody ends what may have been sent who has not just
/// asked, and what was surely never sent is called off, never settled.</remarks>
public static class HandEnds
{
    /// <summary>How a disbursement would end by a word; <c>null</c> where it cannot from where it stands.</summary>
    public static DisbursementStatus? Target(DisbursementStatus from, HandWord word) => (word, from) switch
    {
        (HandWord.Settle, DisbursementStatus.Paying or DisbursementStatus.Pending) => DisbursementStatus.Success,
        (HandWord.Refund, DisbursementStatus.Paying or DisbursementStatus.Pending) => DisbursementStatus.Failed,
        (HandWord.Refund, DisbursementStatus.Success) => DisbursementStatus.Refunded,
        (HandWord.Cancel, DisbursementStatus.Initiated) => DisbursementStatus.Canceled,

        // Callers know "canceled" only of what nobody had begun with.
        (HandWord.Cancel, DisbursementStatus.Paying or DisbursementStatus.Pending) => DisbursementStatus.Failed,
        _ => null,
    };

    /// <summary>True of what ended a moment ago. Whoever gives back what another has just called paid has not seen
    /// that: it is no money that came back.</summary>
    public static bool IsFresh(Disbursement ended, DateTimeOffset now) => ended.ProcessedAt > now - Moment;

    static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    /// <summary>What stands against a word about an open payout; <c>null</c> where nothing does.</summary>
    public static HandObstacle? Obstacle(HandWord word, PayoutStanding open)
    {
        if (open.IsInHand)
            return HandObstacle.InHand;

        return (word, open.WasNeverSent) switch
        {
            (HandWord.Settle, true) => HandObstacle.NeverSent,
            (HandWord.Cancel, false) => HandObstacle.MayHaveBeenSent,
            (HandWord.Settle or HandWord.Refund, false) when !open.WasAskedLately => HandObstacle.NotAskedLately,
            _ => null,
        };
    }

    /// <summary>Why it ended so, for its steps; callers may hear of it. The operator's own reason is the audit
    /// trail's.</summary>
    public static string Reason(HandWord word, DisbursementStatus to) => (word, to) switch
    {
        (HandWord.Settle, _) => $"{Sign}says that the bank has paid",
        (HandWord.Refund, DisbursementStatus.Refunded) => $"{Sign}says that the money came back",
        (HandWord.Refund, _) => $"{Sign}says that the bank has not paid",
        (HandWord.Cancel, _) => $"{Sign}has called it off before it was sent",
        _ => throw new UnreachableException(),
    };

    /// <summary>What the reasons of operators' ends begin with, and no bank's.</summary>
    public const string Sign = "an operator ";

    /// <summary>The disbursement as it ends by a word.</summary>
    public static Disbursement End(
        this Disbursement disbursement, HandWord word, DisbursementStatus to, DateTimeOffset now) =>
        disbursement.Become(to, now) with
        {
            Failure = to is DisbursementStatus.Failed
                ? new(word is HandWord.Cancel ? "CALLED_OFF" : "NOT_PAID", Reason(word, to))
                : disbursement.Failure,
        };
}

/// <summary>An operator's word about a disbursement.</summary>
public enum HandWord
{
    /// <summary>The bank has paid.</summary>
    Settle,

    /// <summary>The bank has not paid and will not, or the money came back.</summary>
    Refund,

    /// <summary>It is not to be sent.</summary>
    Cancel,
}

/// <summary>What stands against an operator's word.</summary>
public enum HandObstacle
{
    /// <summary>A host is at it at this moment.</summary>
    InHand,

    /// <summary>It was never sent, so nobody can have paid it.</summary>
    NeverSent,

    /// <summary>It may have been sent, so it cannot be called off.</summary>
    MayHaveBeenSent,

    /// <summary>Nobody has asked the bank since a minute, and it may have paid meanwhile.</summary>
    NotAskedLately,
}

/// <summary>How an open payout stands, while its row is held.</summary>
/// <param name="WasNeverSent">Whether its bank surely has nothing of it.</param>
/// <param name="WasAskedLately">Whether its bank was asked in the last minute, and not sent it since.</param>
/// <param name="AskedAt">When it was asked last, in the database's real time.</param>
/// <param name="DueAt">When a host goes on with it, in the clock's time.</param>
/// <param name="Times">How often it was taken.</param>
public sealed record PayoutStanding(
    bool IsInHand, bool WasNeverSent, bool WasAskedLately, DateTimeOffset? AskedAt, DateTimeOffset DueAt, int Times);
