using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer;

/// <summary>Replies that say a code and nothing else.</summary>
public static class Replies
{
    // Bounded by the codes and the names of our own fields and headers: no message holds a word of the caller's.
    static readonly ConcurrentDictionary<SnapCode, JsonReply> Written = new();

    /// <summary>The reply, written the first time it is said.</summary>
    public static JsonReply Of(SnapCode code) => Written.GetOrAdd(code, static code => JsonReply.Of(
        code.Http, new CodeReply(code.Value, code.Message), SnapJson.Exact.CodeReply, Refused(code)));

    static Refused? Refused(SnapCode code) =>
        SnapAdvice.For(code) is { } advice ? new(code.Value, code.Message, advice) : null;
}

/// <summary>All that is said where there is nothing to show.</summary>
sealed record CodeReply(string ResponseCode, string ResponseMessage);

/// <param name="UnderscoredGrantType">What OAuth calls it, and some SDKs with it.</param>
sealed record TokenRequest(
    WireText GrantType,
    [property: JsonPropertyName("grant_type")] WireText UnderscoredGrantType);

/// <param name="AdditionalInfo">Left out where the vendor has none.</param>
sealed record TokenReply(
    string ResponseCode,
    string ResponseMessage,
    string AccessToken,
    string TokenType,
    string ExpiresIn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EmptyInfo? AdditionalInfo);

/// <summary>An <c>additionalInfo</c> of which nothing is read or said.</summary>
public sealed record EmptyInfo;

[JsonSerializable(typeof(CodeReply))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenReply))]
sealed partial class SnapJson : JsonSerializerContext
{
    /// <summary>Camel-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static SnapJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.CamelCase));
}
