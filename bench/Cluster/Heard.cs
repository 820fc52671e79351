using System.Text.Json.Serialization;

namespace Periksa.Bench.Cluster;

/// <summary>What somebody was told had happened.</summary>
/// <param name="Id">The gateway's own; for a bill payment, the payer's <c>ref_id</c>.</param>
/// <param name="Reference">The caller's, where the dialect has one.</param>
/// <param name="Amount">As it stood in the answer; a Sento inquiry's has none.</param>
sealed record Heard(string Dialect, string Id, string? Reference, string? Amount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Heard))]
sealed partial class HeardJson : JsonSerializerContext;
