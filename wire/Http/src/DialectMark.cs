using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Periksa.Wire.Http;

/// <summary>Marks a path as a dialect's.</summary>
/// <param name="Name">As credentials have it, e.g. <c>ifortepay</c>.</param>
public sealed record DialectMark(string Name)
{
    /// <summary>The dialect that serves this request; <c>null</c> where none does.</summary>
    public static string? Of(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<DialectMark>()?.Name;
}

/// <summary>Sets and reads marks.</summary>
public static class DialectMarks
{
    /// <param name="title">What people call it, e.g. <c>iFortepay</c>.</param>
    public static TBuilder OfDialect<TBuilder>(this TBuilder paths, string name, string title)
        where TBuilder : IEndpointConventionBuilder => paths.WithTags(title).WithMetadata(new DialectMark(name));
}
