using Microsoft.AspNetCore.Http;

namespace Periksa.Wire.Http;

/// <summary>Headers that a contract allows once.</summary>
public static class OnlyHeader
{
    /// <summary>The header's value; <c>null</c> when it is missing, empty or sent twice. Joining doubled values with a
    /// comma, as <c>ToString</c> does, would let two readers see two different callers.</summary>
    public static string? Value(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values) && values is [{ Length: > 0 } only] ? only : null;
}
