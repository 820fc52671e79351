using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Periksa.Wire.Http;

/// <summary>Which paths are whose, and what is said of all others.</summary>
public static class ServedPaths
{
    const string Nothing = "Nothing is served under this path.";

    /// <summary>Each dialect's paths, as they were mapped.</summary>
    public static IReadOnlyList<ServedDialect> Of(IEndpointRouteBuilder routes) =>
    [
        .. from path in Marked(routes)
           where !IsCatchAll(path.Pattern)
           group Text(path.Pattern) by path.Dialect into dialect
           select new ServedDialect(dialect.Key, [.. dialect.Distinct(StringComparer.Ordinal)]),
    ];

    /// <summary>Two dialects that say they serve one path; <c>null</c> where each has its own.</summary>
    public static (string Path, string One, string Other)? FindShared(IEndpointRouteBuilder routes)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (dialect, pattern, hosts) in Marked(routes))
        {
            var shape = hosts + Shape(pattern);
            if (owners.TryGetValue(shape, out var owner) && owner != dialect)
                return (Text(pattern), owner, dialect);

            owners[shape] = dialect;
        }

        return null;
    }

    /// <summary>Builds what was mapped so far, once: the framework builds it anew for whoever looks at it, and compiles
    /// each path's handler each time.</summary>
    public static void Settle(this IEndpointRouteBuilder routes)
    {
        var built = routes.DataSources.SelectMany(source => source.Endpoints).ToArray();
        routes.DataSources.Clear();
        routes.DataSources.Add(new DefaultEndpointDataSource(built));
    }

    /// <summary>Answers whatever no dialect and nothing else serves.</summary>
    /// <param name="tells">Whether it also tells what is served.</param>
    public static void MapUnknown(this IEndpointRouteBuilder routes, bool tells)
    {
        var served = tells ? Of(routes) : null;
        var message = tells ? $"{Nothing} See \"served\" for what is." : Nothing;
        var reply = Reply(message, served);
        routes.MapFallback("/{**path}", http => reply.Write(http.Response));
    }

    /// <summary>Answers as if a path that exists did not, to a caller that must not know of it.</summary>
    public static Task Hide(HttpContext http) => Reply(Nothing, served: null).Write(http.Response);

    static JsonReply Reply(string message, IReadOnlyList<ServedDialect>? served) => JsonReply.Of(
        StatusCodes.Status404NotFound,
        new UnknownPath("not_found", message, served),
        ServedPathsJson.Exact.UnknownPath);

    static IEnumerable<(string Dialect, RoutePattern Pattern, string Hosts)> Marked(IEndpointRouteBuilder routes) =>
        from source in routes.DataSources
        from endpoint in source.Endpoints.OfType<RouteEndpoint>()
        let mark = endpoint.Metadata.GetMetadata<DialectMark>()
        where mark is not null
        let hosts = endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts ?? []
        select (mark.Name, endpoint.RoutePattern, string.Join(',', hosts));

    static bool IsCatchAll(RoutePattern pattern) => pattern.Parameters.Any(one => one.IsCatchAll);

    static string Text(RoutePattern pattern) => "/" + pattern.RawText!.Trim('/');

    // Parameters match the same whatever they are called.
    static string Shape(RoutePattern pattern) => string.Join('/', pattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { IsCatchAll: true } => "{**}",
            _ => "{}",
        }))));
}

/// <summary>A dialect and its paths.</summary>
/// <param name="Dialect">As credentials have it, e.g. <c>ifortepay</c>.</param>
/// <param name="Paths">With their parameters' names in braces.</param>
public sealed record ServedDialect(string Dialect, IReadOnlyList<string> Paths);

sealed record UnknownPath(
    string Error,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ServedDialect>? Served);

[JsonSerializable(typeof(UnknownPath))]
sealed partial class ServedPathsJson : JsonSerializerContext
{
    public static ServedPathsJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
