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

/// <summary>What Flip says of itself.</summary>
/// <param name="Maintenance"><c>null</c> where it does not say it.</param>
internal sealed record MaintenanceReply(bool? Maintenance);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = StrictJson.DepthLimit)]
[JsonSerializable(typeof(InquiryReply))]
[JsonSerializable(typeof(MaintenanceReply))]
internal sealed partial class FlipJson : JsonSerializerContext;
