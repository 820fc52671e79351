using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Connectors.Sento;

// The wire as the vendor's page writes it, as far as it is read here. No behaviour lives here.

internal sealed record InquiryRequest(string BankCode, string AccountNumber);

internal sealed record InquiryReply(ReplyStatus? Status, string? BankCode, string? AccountNumber, string? AccountName);

internal sealed record ReplyStatus(string? Code);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = StrictJson.DepthLimit)]
[JsonSerializable(typeof(InquiryRequest))]
[JsonSerializable(typeof(InquiryReply))]
internal sealed partial class SentoJson : JsonSerializerContext;
