using System.Diagnostics;
using Periksa.Disbursements;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Snap.Transfers;

/// <summary>The codes of a transfer, service 18.</summary>
internal static class TransferCodes
{
    const int Service = ServiceCodes.InterbankTransfer;

    public static readonly SnapCodes Usual = SnapCodes.Standard(Service);

    /// <summary>The money is on its way, and its sender is told later where it went.</summary>
    public static readonly SnapCode InProgress = ResponseCodes.RequestInProgress(Service);

    public static readonly SnapCode InsufficientFunds = ResponseCodes.InsufficientFunds(Service);
    public static readonly SnapCode BankNotSupported = ResponseCodes.BankNotSupportedBySwitch(Service);
    public static readonly SnapCode Cancelled = ResponseCodes.TransactionCancelled(Service);
    public static readonly SnapCode Dormant = ResponseCodes.DormantAccount(Service);

    // Of the standard's words for cards, accounts and customers, those for an account.
    public static readonly SnapCode Inactive = new(403, Service, 18, "Inactive Account");

    /// <summary>Of the account that is to pay, and of the one that is to be paid.</summary>
    public static readonly SnapCode InvalidAccount = new(404, Service, 11, "Invalid Account");

    /// <summary>The bank says that it has not paid, and that it is not for the account's sake.</summary>
    public static readonly SnapCode BankFailed = ResponseCodes.ExternalServerError(Service);

    /// <summary>Whether anything was debited is not known; service 36 tells.</summary>
    public static readonly SnapCode Unclear = ResponseCodes.Timeout(Service);

    public static SnapCode For(TransferAnswer answer) => answer.Match(
        static accepted => For(accepted.Disbursement),
        static refused => For(refused.Why),
        static _ => Unclear);

    static SnapCode For(Disbursement debited) => debited.Status switch
    {
        DisbursementStatus.Initiated or DisbursementStatus.Paying or DisbursementStatus.Pending => InProgress,
        DisbursementStatus.Success => Usual.Successful,
        DisbursementStatus.Refunded => Usual.Successful,   // it was paid; that the bank sent it back is told as ever
        DisbursementStatus.Canceled => Cancelled,
        DisbursementStatus.Failed => For(debited.Failure?.Absence),
    };

    static SnapCode For(AccountAbsence? absence) => absence switch
    {
        AccountAbsence.Unknown => InvalidAccount,
        AccountAbsence.Closed => Inactive,
        AccountAbsence.Dormant => Dormant,
        AccountAbsence.Blocked => InvalidAccount,   // the standard has no code for it
        null => BankFailed,
    };

    static SnapCode For(TransferRefusal refusal) => refusal switch
    {
        TransferRefusal.NoFeeAgreed => throw new UnreachableException("Service 18 has no fee."),
        TransferRefusal.NobodyPays => BankNotSupported,
        TransferRefusal.NoSuchAccount => InvalidAccount,
        TransferRefusal.DayKeyUsed => Usual.Conflict,
        TransferRefusal.ReferenceUsed => Usual.DuplicateReference,
        TransferRefusal.BalanceTooSmall => InsufficientFunds,
        TransferRefusal.TooManyMisses => Usual.TooManyRequests,
    };
}
