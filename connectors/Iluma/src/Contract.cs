using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Connectors.Iluma;

// The wire as its provider's pages have it, as far as it is read here. No behaviour lives here.

internal sealed record DataRequest(
    string BankCode, string BankAccountNumber, string GivenName, string ReferenceId);

/// <summary>An answer, now or later, or a callback.</summary>
internal sealed record DataReply(
    string? Id, string? Status, string? BankCode, string? BankAccountNumber, string? ReferenceId, DataResult? Result);

internal sealed record DataResult(bool? IsFound, string? AccountHolderName);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = StrictJson.DepthLimit)]
[JsonSerializable(typeof(DataRequest))]
[JsonSerializable(typeof(DataReply))]
internal sealed partial class IlumaJson : JsonSerializerContext
{
    /// <summary>Without needless escapes; an attribute could not name the encoder.</summary>
    public static IlumaJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
