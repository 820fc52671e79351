using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.VirtualAccounts;

// What is sent, exactly as the standard's tables write it: same names, same order. What nobody reads is left out: free
// texts, what a bill is called, an amount that was typed. No behaviour lives here.

/// <summary>Service 24.</summary>
internal sealed record InquiryRequest(
    WireText PartnerServiceId,
    WireDigits CustomerNo,
    WireText VirtualAccountNo,
    WireText TrxDateInit,
    WireDigits ChannelCode,
    WireText Language,
    [property: JsonConverter(typeof(WireObjectConverter<SentAmount>))] WireObject<SentAmount> Amount,
    WireText HashedSourceAccountNo,
    WireText SourceBankCode,
    WireText PassApp,
    WireText InquiryRequestId,
    [property: JsonConverter(typeof(WireObjectConverter<EmptyInfo>))] WireObject<EmptyInfo> AdditionalInfo);

/// <summary>Service 25.</summary>
internal sealed record PaymentFlagRequest(
    WireText PartnerServiceId,
    WireDigits CustomerNo,
    WireText VirtualAccountNo,
    WireText VirtualAccountName,
    WireText VirtualAccountEmail,
    WireText VirtualAccountPhone,
    WireText TrxId,
    WireText PaymentRequestId,
    WireDigits ChannelCode,
    WireText HashedSourceAccountNo,
    WireText SourceBankCode,
    [property: JsonConverter(typeof(WireObjectConverter<SentAmount>))] WireObject<SentAmount> PaidAmount,
    [property: JsonConverter(typeof(WireObjectConverter<SentAmount>))] WireObject<SentAmount> CumulativePaymentAmount,
    WireText PaidBills,
    [property: JsonConverter(typeof(WireObjectConverter<SentAmount>))] WireObject<SentAmount> TotalAmount,
    WireText TrxDateTime,
    WireText ReferenceNo,
    WireText JournalNum,
    WireDigits PaymentType,
    WireText FlagAdvise,
    WireText SubCompany,
    [property: JsonConverter(typeof(WireListConverter<SentBill>))] WireList<SentBill> BillDetails,
    [property: JsonConverter(typeof(WireObjectConverter<EmptyInfo>))] WireObject<EmptyInfo> AdditionalInfo);

/// <summary>A bill that is paid.</summary>
internal sealed record SentBill(WireText BillNo);

/// <summary>Service 26.</summary>
internal sealed record PaymentStatusRequest(
    WireText PartnerServiceId,
    WireDigits CustomerNo,
    WireText VirtualAccountNo,
    WireText InquiryRequestId,
    WireText PaymentRequestId,
    [property: JsonConverter(typeof(WireObjectConverter<EmptyInfo>))] WireObject<EmptyInfo> AdditionalInfo);

[JsonSerializable(typeof(InquiryRequest))]
[JsonSerializable(typeof(Reply<InquiryData>))]
[JsonSerializable(typeof(PaymentFlagRequest))]
[JsonSerializable(typeof(SentBill))]
[JsonSerializable(typeof(Reply<PaymentData>))]
[JsonSerializable(typeof(PaymentStatusRequest))]
[JsonSerializable(typeof(Reply<StatusData>))]
[JsonSerializable(typeof(SentAmount))]
[JsonSerializable(typeof(EmptyInfo))]
internal sealed partial class VirtualAccountsJson : JsonSerializerContext
{
    /// <summary>Camel-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static VirtualAccountsJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.CamelCase));
}
