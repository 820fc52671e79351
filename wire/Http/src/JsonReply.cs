using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Periksa.Wire.Http;

/// <summary>A reply whose bytes are the contract's: compact, its key order, no needless escapes, its length
/// announced.</summary>
public sealed class JsonReply
{
    const int UsualLengthBytes = 512;

    readonly int _status;
    readonly ReadOnlyMemory<byte> _body;

    JsonReply(int status, ReadOnlyMemory<byte> body, Refused? refused = null) =>
        (_status, _body, Refused) = (status, body, refused);

    /// <summary>The refusal, with its reason; <c>null</c> where the reply is an answer.</summary>
    public Refused? Refused { get; }

    internal int Status => _status;

    internal ReadOnlyMemory<byte> Body => _body;

    /// <param name="refused">That it refuses its request, and why.</param>
    public static JsonReply Of<T>(int status, T reply, JsonTypeInfo<T> type, Refused? refused = null)
    {
        var bytes = new ArrayBufferWriter<byte>(UsualLengthBytes);
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = type.Options.Encoder }))
            JsonSerializer.Serialize(writer, reply, type);

        return new(status, bytes.WrittenMemory, refused);
    }

    /// <summary>Of a handler that has written its answer itself, as long ones are while they come about.</summary>
    public static JsonReply Said { get; } = new(0, default);

    /// <summary>A status and nothing else.</summary>
    public static JsonReply Empty(int status) => new(status, default);

    /// <summary>Options for a dialect's JSON context. The relaxed encoder leaves <c>+</c>, <c>&amp;</c>, quotes and
    /// accents as they are; the default one escapes them, which is valid JSON but neither the vendor's bytes nor
    /// its digest.</summary>
    public static JsonSerializerOptions Options(JsonNamingPolicy names) => new()
    {
        PropertyNamingPolicy = names,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = StrictJson.DepthLimit,
    };

    public async Task Write(HttpResponse response)
    {
        response.StatusCode = _status;
        if (_body.IsEmpty)
            return;   // some statuses, such as 204, may say nothing more, not even that there is nothing

        response.ContentType = "application/json";
        response.ContentLength = _body.Length;
        await response.Body.WriteAsync(_body, response.HttpContext.RequestAborted);
    }
}
