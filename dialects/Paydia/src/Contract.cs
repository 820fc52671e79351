using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Paydia;

// The wire, exactly as the vendor's pages write it: same names, same order. No behaviour lives here.

internal sealed record InquiryRequest(
    WireText PartnerReferenceNo,
    [property: JsonConverter(typeof(WireObjectConverter<RequestMoney>))] WireObject<RequestMoney> Amount,
    WireText BeneficiaryAccountNumber,
    [property: JsonConverter(typeof(WireObjectConverter<RequestInfo>))] WireObject<RequestInfo> AdditionalInfo);

internal sealed record RequestMoney(WireText Value, WireText Currency);

internal sealed record RequestInfo(WireText BeneficiaryBankCode);

internal sealed record InquiryReply(
    string ResponseCode,
    string ResponseMessage,
    string ReferenceNo,
    string PartnerReferenceNo,
    string BeneficiaryAccountNumber,
    string BeneficiaryAccountName,
    string BeneficiaryBankCode,
    string BeneficiaryBankName,
    ReplyMoney Amount,
    ReplyInfo AdditionalInfo);

internal sealed record ReplyMoney(string Value, string Currency);

internal sealed record ReplyInfo(ReplyMoney Balance);

internal sealed record TokenRequest(
    WireText GrantType,
    [property: JsonPropertyName("grant_type")] WireText UnderscoredGrantType);

internal sealed record TokenReply(
    string ResponseCode,
    string ResponseMessage,
    string AccessToken,
    string TokenType,
    string ExpiresIn);

/// <summary>All that is said where there is nothing to show.</summary>
internal sealed record CodeReply(string ResponseCode, string ResponseMessage);

[JsonSerializable(typeof(InquiryRequest))]
[JsonSerializable(typeof(RequestMoney))]
[JsonSerializable(typeof(RequestInfo))]
[JsonSerializable(typeof(InquiryReply))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenReply))]
[JsonSerializable(typeof(CodeReply))]
internal sealed partial class PaydiaJson : JsonSerializerContext
{
    /// <summary>Camel-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static PaydiaJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.CamelCase));
}
