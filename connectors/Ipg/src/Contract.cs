using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;
using Periksa.Wire.Ipg;

namespace Periksa.Connectors.Ipg;

// What is answered, as far as it is read here. No behaviour lives here.

internal sealed record InquiryReply(string? Rc, IReadOnlyList<WireBill?>? Data);

/// <param name="BilledAmount">What is still to be paid.</param>
internal sealed record WireBill(
    string? VaNumber, string? Type, string? CustomerName, WireNumber BilledAmount, string? Status);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = StrictJson.DepthLimit)]
[JsonSerializable(typeof(InquiryRequest))]
[JsonSerializable(typeof(InquiryReply))]
internal sealed partial class IpgJson : JsonSerializerContext
{
    /// <summary>Without needless escapes; an attribute could not name the encoder.</summary>
    public static IpgJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
