using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Accounts;

// The wire, exactly as the standard writes it: same names, same order. No behaviour lives here.

/// <summary>What is read of an object that the standard leaves to whoever uses it.</summary>
internal sealed record AskedInfo(WireText DeviceId);

/// <summary>Service 15.</summary>
internal sealed record InternalRequest(
    WireText PartnerReferenceNo,
    WireText BeneficiaryAccountNo,
    [property: JsonConverter(typeof(WireObjectConverter<AskedInfo>))] WireObject<AskedInfo> AdditionalInfo);

internal sealed record InternalReply(
    string ResponseCode,
    string ResponseMessage,
    string ReferenceNo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PartnerReferenceNo,
    string BeneficiaryAccountName,
    string BeneficiaryAccountNo,
    string BeneficiaryAccountStatus,
    string Currency,
    EmptyInfo AdditionalInfo);

/// <summary>Service 16.</summary>
internal sealed record ExternalRequest(
    WireText BeneficiaryBankCode,
    WireText BeneficiaryAccountNo,
    WireText PartnerReferenceNo,
    [property: JsonConverter(typeof(WireObjectConverter<AskedInfo>))] WireObject<AskedInfo> AdditionalInfo);

internal sealed record ExternalReply(
    string ResponseCode,
    string ResponseMessage,
    string ReferenceNo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PartnerReferenceNo,
    string BeneficiaryAccountName,
    string BeneficiaryAccountNo,
    string BeneficiaryBankCode,
    string BeneficiaryBankName,
    string Currency,
    EmptyInfo AdditionalInfo);

/// <summary>Service 42. Of its first letter, the standard's table and its sample have two opinions.</summary>
internal sealed record TransferToBankRequest(
    WireText PartnerReferenceNo,
    WireText CustomerNumber,
    [property: JsonPropertyName("CustomerNumber")] WireText CapitalCustomerNumber,
    [property: JsonConverter(typeof(WireObjectConverter<SentAmount>))] WireObject<SentAmount> Amount,
    WireText BeneficiaryAccountNumber,
    [property: JsonConverter(typeof(WireObjectConverter<TransferToBankInfo>))]
    WireObject<TransferToBankInfo> AdditionalInfo);

/// <summary>The standard has no field for the bank; this is where its users put it.</summary>
internal sealed record TransferToBankInfo(WireText BeneficiaryBankCode);

internal sealed record TransferToBankReply(
    string ResponseCode,
    string ResponseMessage,
    string ReferenceNo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PartnerReferenceNo,
    string BeneficiaryAccountNumber,
    string BeneficiaryAccountName,
    string BeneficiaryBankCode,
    string BeneficiaryBankShortName,
    string BeneficiaryBankName,
    Amount Amount,
    EmptyInfo AdditionalInfo);

[JsonSerializable(typeof(InternalRequest))]
[JsonSerializable(typeof(InternalReply))]
[JsonSerializable(typeof(ExternalRequest))]
[JsonSerializable(typeof(ExternalReply))]
[JsonSerializable(typeof(TransferToBankRequest))]
[JsonSerializable(typeof(TransferToBankReply))]
[JsonSerializable(typeof(SentAmount))]
[JsonSerializable(typeof(AskedInfo))]
[JsonSerializable(typeof(TransferToBankInfo))]
internal sealed partial class AccountsJson : JsonSerializerContext
{
    /// <summary>Camel-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static AccountsJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.CamelCase));
}
