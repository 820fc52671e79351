using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Connectors.Flip;

/// <summary>An answer of Flip's, or the data of a callback.</summary>
/// <param name="AccountNumber">A text; the sample of a callback has a number.</param>
internal sealed record InquiryReply(
    string? BankCode,
    WireDigits AccountNumber,
    string? AccountHolder,
    string? Status,
    string? InquiryKey);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = StrictJson.DepthLimit)]
[JsonSerializable(typeof(InquiryReply))]
internal sealed partial class FlipJson : JsonSerializerContext;
