using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

// What the controls read and write.

sealed record AdvanceRequest(long? Seconds);

sealed record ClockReply(string Now, long OffsetSeconds);

sealed record DepositRequest(string? Amount);

sealed record DepositReply(string Partner, string Balance);

sealed record ErrorReply(string Error);

[JsonSerializable(typeof(AdvanceRequest))]
[JsonSerializable(typeof(ClockReply))]
[JsonSerializable(typeof(DepositRequest))]
[JsonSerializable(typeof(DepositReply))]
[JsonSerializable(typeof(ErrorReply))]
sealed partial class SandboxJson : JsonSerializerContext
{
    public static SandboxJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
