using System.Collections.Concurrent;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>Replies that say a code and nothing else.</summary>
internal static class Replies
{
    // Bounded by the codes and the names of our own fields and headers: no message holds a word of the caller's.
    static readonly ConcurrentDictionary<SnapCode, JsonReply> Written = new();

    /// <summary>The reply, written the first time it is said.</summary>
    public static JsonReply Of(SnapCode code) => Written.GetOrAdd(code, static code => JsonReply.Of(
        code.Http, new CodeReply(code.Value, code.Message), IFortepayJson.Exact.CodeReply, Refused(code)));

    static Refused? Refused(SnapCode code) =>
        SnapAdvice.For(code) is { } advice ? new(code.Value, code.Message, advice) : null;
}
