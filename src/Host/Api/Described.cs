using System.Net.Mime;

namespace Periksa.Host.Api;

/// <summary>What a path of the API takes as its body.</summary>
/// <remarks>ASP.NET's own mark for that would have routing answer for us: with 415, and to whoever has no
/// key.</remarks>
sealed record TakesBody(Type Type, string? Example);

/// <summary>What the API's description says of a path.</summary>
static class Described
{
    public static RouteHandlerBuilder Shows<T>(
        this RouteHandlerBuilder path, string summary, int status = StatusCodes.Status200OK) => path
        .WithSummary(summary)
        .Produces<T>(status, MediaTypeNames.Application.Json);

    /// <param name="example">A body as it may be sent, in JSON.</param>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder path, string? example = null) =>
        path.WithMetadata(new TakesBody(typeof(T), example));
}
