using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

// What the controls read and write.

sealed record AdvanceRequest(long? Seconds);

sealed record ClockReply(string Now, long OffsetSeconds);

sealed record DepositRequest(string? Amount);

sealed record DepositReply(string Partner, string Balance);

sealed record AccountReply(string Account, string Balance);

sealed record ReversalReply(string Account, string ReferenceNumber);

sealed record AnswerRequest(int? Status, int? DelayMs);

sealed record AnswerReply(int Status, int DelayMs);

sealed record ReceivedReply(
    string ReceivedAt, string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

sealed record CallbackReply(
    long Id,
    string Dialect,
    string Credential,
    string Subject,
    string State,
    string CreatedAt,
    string? DueAt,
    string? EndedAt,
    string Body,
    IReadOnlyList<AttemptReply> Attempts);

sealed record AttemptReply(int Number, string At, string? Url, int? Status, string? Error, int Milliseconds);

sealed record RedeliverReply(long Id, string State);

sealed record RequestReply(
    string At,
    string Dialect,
    string? Partner,
    string Method,
    string Path,
    int Status,
    string? Code,
    string? Reason,
    string? Advice,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    string Reply);

sealed record ErrorReply(string Error);

[JsonSerializable(typeof(AdvanceRequest))]
[JsonSerializable(typeof(ClockReply))]
[JsonSerializable(typeof(DepositRequest))]
[JsonSerializable(typeof(DepositReply))]
[JsonSerializable(typeof(AccountReply))]
[JsonSerializable(typeof(ReversalReply))]
[JsonSerializable(typeof(AnswerRequest))]
[JsonSerializable(typeof(AnswerReply))]
[JsonSerializable(typeof(ReceivedReply[]))]
[JsonSerializable(typeof(CallbackReply[]))]
[JsonSerializable(typeof(RedeliverReply))]
[JsonSerializable(typeof(RequestReply[]))]
[JsonSerializable(typeof(ErrorReply))]
sealed partial class SandboxJson : JsonSerializerContext
{
    public static SandboxJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
