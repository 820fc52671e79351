using System.Net.Mime;

namespace Periksa.Host.Api;

/// <summary>What a path of the API takes as its body.</summary>
/// <remarks>ASP.NET's own mark for that would have routing answer for us: with 415, and to whoever has no
/// key.</remarks>
sealed record TakesBody(Type Type, string? Example);

/// <summary>Whether a path is told by <c>If-Match</c> which version it is to change.</summary>
sealed record TakesVersion(bool IsNeeded);

/// <summary>A header that an answer has beside those that all have.</summary>
sealed record ShowsHeader(string Name);

/// <summary>What the API's description says of a path.</summary>
static class Described
{
    public static RouteHandlerBuilder Shows<T>(
        this RouteHandlerBuilder path, string summary, int status = StatusCodes.Status200OK) => path
        .WithSummary(summary)
        .Produces<T>(status, MediaTypeNames.Application.Json);

    /// <param name="example">A body as it may be sent, in JSON; left out: the one in <c>Examples</c>.</param>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder path, string? example = null) =>
        path.WithMetadata(new TakesBody(typeof(T), example));

    /// <summary>The version of what is shown is in the answer's <c>ETag</c>.</summary>
    public static RouteHandlerBuilder ShowsETag(this RouteHandlerBuilder path) =>
        path.WithMetadata(new ShowsHeader("ETag"));

    /// <summary>Where it is that was made is in the answer's <c>Location</c>.</summary>
    public static RouteHandlerBuilder ShowsLocation(this RouteHandlerBuilder path) =>
        path.WithMetadata(new ShowsHeader("Location"));

    /// <param name="isNeeded">True where nothing is changed without it.</param>
    public static RouteHandlerBuilder TakesIfMatch(this RouteHandlerBuilder path, bool isNeeded = false) =>
        path.WithMetadata(new TakesVersion(isNeeded));
}
