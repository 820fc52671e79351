using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay;

/// <summary>Replies in the shapes of the vendor's two versions.</summary>
internal static class Replies
{
    const int ShownOfReference = 6;
    const string Hidden = "xxxx";

    // Bounded by the codes and our own sentences: no message holds a word of the caller's.
    static readonly ConcurrentDictionary<Code, JsonReply> Written = new();

    /// <summary>Version 2 with nothing to show, written the first time it is said.</summary>
    public static JsonReply Of(Code code) => Written.GetOrAdd(code, static code => JsonReply.Of(
        code.Http,
        new Reply<DisbursementData>(code.Value, code.Message, Data: null),
        SingaPayJson.Exact.ReplyDisbursementData,
        code.Refused));

    /// <summary>Version 2's refusal of a body: the one code that shows something shows the reference that was
    /// sent, most of it hidden.</summary>
    public static JsonReply Of(Code code, string? reference)
    {
        if (code != Codes.InvalidReference || reference is null)
            return Of(code);

        var masked = new MaskedReference(Characters.First(reference, ShownOfReference) + Hidden);
        return JsonReply.Of(
            code.Http,
            new Reply<MaskedReference>(code.Value, code.Message, masked),
            SingaPayJson.Exact.ReplyMaskedReference,
            code.Refused);
    }

    /// <summary>Version 2 with something to show.</summary>
    public static JsonReply Of<T>(T data, JsonTypeInfo<Reply<T>> type)
        where T : class => JsonReply.Of(
        Codes.Success.Http, new Reply<T>(Codes.Success.Value, Codes.Success.Message, data), type);

    /// <summary>Version 1 with nothing to show. None is kept: one names the caller's address.</summary>
    public static JsonReply Of(Fault fault) => JsonReply.Of(
        fault.Http,
        new FaultReply(fault.Http, Success: false, new(fault.Http, fault.Message)),
        SingaPayJson.Exact.FaultReply,
        fault.Refused);

    /// <summary>Version 1 with something to show.</summary>
    public static JsonReply Of<T>(T data, JsonTypeInfo<PlainReply<T>> type)
        where T : class => JsonReply.Of(
        StatusCodes.Status200OK, new PlainReply<T>(StatusCodes.Status200OK, Success: true, data), type);
}
