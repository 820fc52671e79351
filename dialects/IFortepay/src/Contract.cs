using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IFortepay;

// The wire, exactly as the vendor's page and the standard write it: same names, same order. No behaviour lives here.

internal sealed record InquiryRequest(
    WireText BeneficiaryBankCode,
    WireText BeneficiaryAccountNo,
    WireText PartnerReferenceNo,
    [property: JsonConverter(typeof(WireObjectConverter<RequestInfo>))] WireObject<RequestInfo> AdditionalInfo);

internal sealed record RequestInfo(WireText IsVirtualAccount);

internal sealed record InquiryReply(
    string ResponseCode,
    string ResponseMessage,
    string ReferenceNo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PartnerReferenceNo,
    string BeneficiaryAccountName,
    string BeneficiaryAccountNo,
    string BeneficiaryBankCode,
    string BeneficiaryBankName,
    string Currency,
    ReplyInfo AdditionalInfo);

internal sealed record ReplyInfo(
    string InquiryStatus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BeneficiaryAccountStatus,
    string IsVirtualAccount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AmountVirtualAccount);

/// <summary>The fields of <see cref="InquiryReply"/> but for the response code and its message.</summary>
internal sealed record InquiryCallback(
    string ReferenceNo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PartnerReferenceNo,
    string BeneficiaryAccountName,
    string BeneficiaryAccountNo,
    string BeneficiaryBankCode,
    string BeneficiaryBankName,
    string Currency,
    ReplyInfo AdditionalInfo);

[JsonSerializable(typeof(InquiryRequest))]
[JsonSerializable(typeof(RequestInfo))]
[JsonSerializable(typeof(InquiryReply))]
[JsonSerializable(typeof(InquiryCallback))]
internal sealed partial class IFortepayJson : JsonSerializerContext
{
    /// <summary>Camel-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static IFortepayJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.CamelCase));
}
