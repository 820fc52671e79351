using System.Text.Json.Serialization;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.VirtualAccounts;

// What is said, exactly as the standard's tables write it: same names, same order. No behaviour lives here.

internal sealed record Reply<T>(
    string ResponseCode, string ResponseMessage, T VirtualAccountData, EmptyInfo AdditionalInfo);

/// <summary>Service 24.</summary>
internal sealed record InquiryData(
    string InquiryStatus,
    BothLanguages InquiryReason,
    string PartnerServiceId,
    string CustomerNo,
    string VirtualAccountNo,
    string VirtualAccountName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VirtualAccountEmail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VirtualAccountPhone,
    string InquiryRequestId,
    Amount TotalAmount,
    string SubCompany,
    IReadOnlyList<ShownBill> BillDetails,
    IReadOnlyList<BothLanguages> FreeTexts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VirtualAccountTrxType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Amount? FeeAmount);

/// <summary>A bill that can be paid.</summary>
internal sealed record ShownBill(
    string BillCode,
    string BillNo,
    string BillName,
    string BillShortName,
    BothLanguages BillDescription,
    string BillSubCompany,
    Amount BillAmount,
    EmptyInfo AdditionalInfo);

/// <summary>Service 25. What the bank did not send is not echoed.</summary>
internal sealed record PaymentData(
    BothLanguages PaymentFlagReason,
    string PartnerServiceId,
    string CustomerNo,
    string VirtualAccountNo,
    string VirtualAccountName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VirtualAccountEmail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VirtualAccountPhone,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TrxId,
    string PaymentRequestId,
    Amount PaidAmount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PaidBills,
    Amount TotalAmount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TrxDateTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReferenceNo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? JournalNum,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PaymentType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FlagAdvise,
    string PaymentFlagStatus,
    IReadOnlyList<PaidBillDetail> BillDetails,
    IReadOnlyList<BothLanguages> FreeTexts);

/// <summary>A bill that was paid.</summary>
internal sealed record PaidBillDetail(
    string BillerReferenceId,
    string BillNo,
    BothLanguages BillDescription,
    string BillSubCompany,
    Amount BillAmount,
    EmptyInfo AdditionalInfo,
    string Status,
    BothLanguages Reason);

/// <summary>Service 26.</summary>
internal sealed record StatusData(
    string PaymentFlagStatus,
    BothLanguages PaymentFlagReason,
    string PartnerServiceId,
    string CustomerNo,
    string VirtualAccountNo,
    string InquiryRequestId,
    string PaymentRequestId,
    Amount PaidAmount,
    Amount TotalAmount,
    string TransactionDate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReferenceNo,
    IReadOnlyList<PaidBillDetail> BillDetails,
    IReadOnlyList<BothLanguages> FreeTexts);

/// <summary>A text in the two languages of every channel.</summary>
internal sealed record BothLanguages(string English, string Indonesia);
