using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace Periksa.Host.Logs;

/// <summary>Gives each request an id, which its answer and every log line about it carry: the caller's own
/// <c>X-Request-Id</c> where it is sane, else one of ours.</summary>
static class RequestIds
{
    public const string Header = "X-Request-Id";

    const int LengthMaximum = 128;

    static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    public static void UseRequestIds(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Periksa.Host.Requests");
        app.Use(async (http, next) =>
        {
            var id = Sane(http.Request.Headers[Header])
                ?? Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
            http.TraceIdentifier = id;
            http.Response.Headers[Header] = id;
            using (log.BeginScope(new RequestScope(id)))
                await next(http);
        });
    }

    // One that could break a log line or fill it is no id.
    static string? Sane(StringValues given) =>
        given is [{ Length: > 0 and <= LengthMaximum } id] && !id.AsSpan().ContainsAnyExcept(Letters) ? id : null;
}

/// <summary>A request, for the log lines that are written while it is served.</summary>
sealed record RequestScope(string Id)
{
    /// <summary>The id of the request that a line is about; <c>null</c> where it is about none.</summary>
    public static string? Find(IExternalScopeProvider? scopes)
    {
        if (scopes is null)
            return null;

        var found = new Found();
        scopes.ForEachScope(static (scope, found) => found.Id = (scope as RequestScope)?.Id ?? found.Id, found);
        return found.Id;
    }

    sealed class Found
    {
        public string? Id { get; set; }
    }
}
