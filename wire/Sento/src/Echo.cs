using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Wire.Sento;

/// <summary>The part of a caller's body that a refusal repeats.</summary>
/// <remarks>A caller who is refused by its headers has paid nothing and proved nothing: its body is read only for this,
/// and only where that is cheap.</remarks>
internal static class Echo
{
    /// <summary>Each of the two texts with all its 255 characters escaped, and room for white space.</summary>
    const int LimitBytes = 4096;

    /// <summary>The body as far as it is worth reading; <c>null</c> where it is long, or is malformed.</summary>
    public static async ValueTask<T?> Read<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        if (http.Request.ContentLength > LimitBytes
            || await Body.Receive(http.Request, http.RequestAborted, LimitBytes) is not { } body)
        {
            return null;
        }

        StrictJson.TryParse(body.Span, type, out var wire);
        return wire;
    }
}
