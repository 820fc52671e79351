using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Transfers;

// The wire, exactly as the standard writes it: same names, same order. No behaviour lives here.

/// <summary>Service 18. Of what the standard calls optional, that which is kept or must be in form.</summary>
internal sealed record TransferRequest(
    WireText PartnerReferenceNo,
    [property: JsonConverter(typeof(WireObjectConverter<SentAmount>))] WireObject<SentAmount> Amount,
    WireText BeneficiaryAccountName,
    WireText BeneficiaryAccountNo,
    WireText BeneficiaryBankCode,
    WireText BeneficiaryAddress,
    WireText BeneficiaryBankName,
    WireText BeneficiaryEmail,
    WireText Currency,
    WireText CustomerReference,
    WireText SourceAccountNo,
    WireText TransactionDate,
    WireText FeeType,
    [property: JsonConverter(typeof(WireObjectConverter<EmptyInfo>))] WireObject<EmptyInfo> AdditionalInfo);

internal sealed record TransferReply(
    string ResponseCode,
    string ResponseMessage,
    string ReferenceNo,
    string PartnerReferenceNo,
    Amount Amount,
    string BeneficiaryAccountNo,
    string BeneficiaryBankCode,
    string SourceAccountNo,
    string TraceNo,
    EmptyInfo AdditionalInfo);

/// <summary>Service 36.</summary>
internal sealed record StatusRequest(
    WireText OriginalPartnerReferenceNo,
    WireText OriginalReferenceNo,
    WireText OriginalExternalId,
    WireText ServiceCode,
    WireText TransactionDate,
    [property: JsonConverter(typeof(WireObjectConverter<SentAmount>))] WireObject<SentAmount> Amount,
    [property: JsonConverter(typeof(WireObjectConverter<EmptyInfo>))] WireObject<EmptyInfo> AdditionalInfo);

/// <summary>The answer of service 36, and without a code what a caller is told later.</summary>
internal sealed record Status(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ResponseCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ResponseMessage,
    string OriginalReferenceNo,
    string OriginalPartnerReferenceNo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OriginalExternalId,
    string ServiceCode,
    string TransactionDate,
    Amount Amount,
    string BeneficiaryAccountNo,
    string BeneficiaryBankCode,
    string ReferenceNumber,
    string SourceAccountNo,
    string LatestTransactionStatus,
    string TransactionStatusDesc,
    EmptyInfo AdditionalInfo);

/// <summary>Service 11. Cards and customers' tokens are not asked about here.</summary>
internal sealed record BalanceRequest(
    WireText PartnerReferenceNo,
    WireText AccountNo,
    [property: JsonConverter(typeof(WireObjectConverter<EmptyInfo>))] WireObject<EmptyInfo> AdditionalInfo);

internal sealed record BalanceReply(
    string ResponseCode,
    string ResponseMessage,
    string ReferenceNo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PartnerReferenceNo,
    string AccountNo,
    string Name,
    IReadOnlyList<AccountInfo> AccountInfos,
    EmptyInfo AdditionalInfo);

internal sealed record AccountInfo(
    string BalanceType,
    Amount Amount,
    Amount FloatAmount,
    Amount HoldAmount,
    Amount AvailableBalance,
    string Status);

[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(TransferReply))]
[JsonSerializable(typeof(StatusRequest))]
[JsonSerializable(typeof(Status))]
[JsonSerializable(typeof(BalanceRequest))]
[JsonSerializable(typeof(BalanceReply))]
[JsonSerializable(typeof(SentAmount))]
internal sealed partial class TransfersJson : JsonSerializerContext
{
    /// <summary>Camel-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static TransfersJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.CamelCase));
}
