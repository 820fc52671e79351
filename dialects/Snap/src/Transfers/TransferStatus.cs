using System.Globalization;
using Periksa.Disbursements;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Snap.Transfers;

/// <summary>A transfer's status in the standard's words; answers and callbacks share them. Pure.</summary>
internal static class TransferStatus
{
    const int TraceLength = 16;
    const int DescriptionLengthMaximum = 50;

    /// <param name="code">Of an answer; <c>null</c> for a callback, which has none.</param>
    public static Status Write(SnapCode? code, Disbursement transfer) => new(
        code?.Value,
        code?.Message,
        transfer.TransactionId,
        transfer.Reference,
        transfer.Keys?.DayKey,
        ServiceCodes.InterbankTransfer.ToString(CultureInfo.InvariantCulture),
        SnapDialect.Vendor.Stamp(transfer.PostedAt),
        Amount.Of(transfer.Net),
        transfer.Beneficiary.Shown,
        transfer.BankShown,
        TraceNo(transfer),
        transfer.Account,
        Code(transfer.Status),
        Describe(transfer),
        new());

    /// <summary>The end of our name for it, which is longer than a trace number may be: its moment and the digits that
    /// tell it from others of that second.</summary>
    public static string TraceNo(Disbursement transfer) => transfer.TransactionId[^TraceLength..];

    static string Code(DisbursementStatus status) => status switch
    {
        DisbursementStatus.Success => "00",
        DisbursementStatus.Initiated => "01",
        DisbursementStatus.Paying => "02",
        DisbursementStatus.Pending => "03",
        DisbursementStatus.Refunded => "04",
        DisbursementStatus.Canceled => "05",
        DisbursementStatus.Failed => "06",
    };

    static string Describe(Disbursement transfer) => transfer.Failure is { } why
        ? Characters.First($"failed: {why.Reason}", DescriptionLengthMaximum)
        : Word(transfer.Status);

    static string Word(DisbursementStatus status) => status switch
    {
        DisbursementStatus.Success => "success",
        DisbursementStatus.Initiated => "initiated",
        DisbursementStatus.Paying => "paying",
        DisbursementStatus.Pending => "pending",
        DisbursementStatus.Refunded => "refunded",
        DisbursementStatus.Canceled => "canceled",
        DisbursementStatus.Failed => "failed",
    };
}
