namespace Periksa.Disbursements;

/// <summary>The store of disbursements and of the money behind them, written many at a time.</summary>
/// <remarks>Each call waits until what it is about is durable. It throws <see cref="TimeoutException"/> when the
/// database is out of reach for too long; it may then have been written or not. It throws
/// <see cref="TooBusyException"/> when nothing was done.</remarks>
public interface IDisbursementStore
{
    /// <summary>Debits an account for a disbursement that is initiated, if the reference is new to it and it covers
    /// the gross amount. The transaction's id and the balance after are the ledger's to say.</summary>
    /// <param name="misses">Where the partner's misses are counted; <c>null</c> for nowhere.</param>
    /// <param name="isAwaited">Whether the caller waits for its end: then it is sent at once.</param>
    /// <param name="gone">Says that the caller does not wait any more: what was not begun by then is not.</param>
    Task<DebitEntry> Debit(
        Disbursement wanted,
        TransferMisses? misses = null,
        bool isAwaited = false,
        CancellationToken gone = default);

    /// <summary>Waits for the end of a disbursement, on whatever host it comes, and no longer than that. Where nobody
    /// can say in time it is returned as it was.</summary>
    Task<Disbursement> Await(Disbursement debited, TimeSpan patience);

    /// <summary>The disbursement that an account sent under this reference; <c>null</c> when there is
    /// none.</summary>
    Task<Disbursement?> Find(PayingAccountId account, Reference reference);

    /// <inheritdoc cref="IDisbursements.Find(TransferName)"/>
    Task<Disbursement?> Find(TransferName name);

    /// <inheritdoc cref="IDisbursements.FindAccount"/>
    Task<PayingAccount?> FindAccount(PayingAccountId account);

    /// <summary>Takes payouts that are due and that nobody is at, oldest first. What has not been sent is
    /// <see cref="DisbursementStatus.Paying"/> from now on.</summary>
    /// <remarks>It cannot be called off: what is taken and then dropped would be asked about by another host, and never
    /// be sent where the bank cannot say that it has nothing.</remarks>
    Task<IReadOnlyList<OpenPayout>> Take(PayoutRoom room, DateTimeOffset now);

    /// <summary>Writes down that a bank has no word yet, and when it is to be asked. It changes nothing when the
    /// payout has been taken by another host meanwhile.</summary>
    /// <param name="sentUntil">Until when it may have been sent, in the database's real time; <c>null</c> for
    /// now.</param>
    /// <param name="isAsked">Whether its bank was asked what became of it, and not sent it since.</param>
    Task PutBack(
        OpenPayout payout, DateTimeOffset now, DateTimeOffset dueAt, string reason, DateTimeOffset? sentUntil,
        bool isAsked = false);

    /// <summary>Ends a disbursement, and gives the account its money back unless it has been paid. Where there is no
    /// such beneficiary, its partner pays for a miss, unless it has when the account was debited. The first to do so is
    /// right: false when it could not end so any more.</summary>
    /// <param name="claim">Whose word it is, where it counts only as long as nobody else has taken the payout since:
    /// another may have sent it again.</param>
    Task<bool> End(Disbursement ended, string reason, Callback? callback, int? claim = null);
}

/// <summary>The terms on which a transfer is charged to its partner's miss budget; with no misses left nothing is
/// debited.</summary>
/// <param name="IsKnownMiss">Whether it is known that there is no such beneficiary: the miss is paid for with the
/// debit.</param>
public readonly record struct TransferMisses(MissAccount Account, bool IsKnownMiss);

/// <summary>The outcome of a request to debit an account.</summary>
/// <param name="Disbursement">As it stands in the ledger; <c>null</c> when nothing was debited.</param>
public readonly record struct DebitEntry(DebitVerdict Verdict, Disbursement? Disbursement = null);

public enum DebitVerdict
{
    Debited,

    /// <summary>Another request of the caller's has used up its key of the day. Nothing moved.</summary>
    DayKeyUsed,

    /// <summary>Another disbursement has the reference. Nothing moved.</summary>
    ReferenceUsed,

    /// <summary>The account does not cover it. Nothing moved, and the reference may be used again.</summary>
    BalanceTooSmall,

    /// <summary>The partner's miss budget is spent. Nothing moved, and the reference may be used again.</summary>
    TooManyMisses,
}

/// <summary>The number of payouts a host can take on.</summary>
/// <param name="ToSend">Those that nobody has taken before.</param>
/// <param name="ToAsk">Those that may have been sent.</param>
/// <param name="FullBanks">The codes of the banks for which it takes none.</param>
public sealed record PayoutRoom(int ToSend, int ToAsk, IReadOnlyList<string> FullBanks)
{
    /// <summary>The names of the connectors that it can send something to.</summary>
    public IReadOnlyList<string> Connectors { get; init; } = [];

    /// <summary>The names of the connectors for which it takes none.</summary>
    public IReadOnlyList<string> FullConnectors { get; init; } = [];
}

/// <summary>A payout that this host has to itself for a while.</summary>
/// <param name="MayHaveBeenSent">Whether the bank may have the order: somebody took it before, or the database was
/// restored lately, so that nobody can know.</param>
/// <param name="Claim">Counts how often it was taken; it tells this host's turn from any other.</param>
public sealed record OpenPayout(Disbursement Disbursement, bool MayHaveBeenSent, int Claim)
{
    /// <summary>Until when it may have been sent, in the database's real time; <c>null</c> where nobody
    /// knows.</summary>
    public DateTimeOffset? SentUntil { get; init; }

    /// <summary>How long ago that was when it was taken.</summary>
    public TimeSpan? SinceSent { get; init; }

    /// <summary>The same as <see cref="SentUntil"/> for whoever has not sent it in this turn either: long ago where it
    /// was never sent, <c>null</c> where nobody knows.</summary>
    /// <remarks>A payout that a host took and never put back has its lease's end there. Nobody knows it of one that a
    /// build without this has put back, nor of one from a backup.</remarks>
    public DateTimeOffset? UnlessSent =>
        SentUntil is null && !MayHaveBeenSent ? DateTimeOffset.UnixEpoch : SentUntil;
}
