using System.Net.Http.Headers;
using Npgsql;
using Periksa.Operators;
using Periksa.Operators.Keys;
using Periksa.Wire.Http;

namespace Periksa.Host.Api;

/// <summary>Which scope a path of the operators' API takes.</summary>
sealed record NeededScope(Scopes Scope);

/// <summary>Lets in whoever may: before that, nothing is said of what there is.</summary>
sealed class ApiGuard(ApiKeyRing keys, FailedTries failed, Mode mode, ILogger<ApiGuard> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await LetIn(http) ?? await next(context);
        }
        catch (MisusedException e)
        {
            return Answer.Of(e.Problem);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            Log.Unavailable(log, e);
            return Answer.Of(Problem.Unavailable, ("Retry-After", "2"));
        }
    }

    /// <summary>True if a good key came with a request. A wrong one counts against its address, and when it is enough,
    /// none is looked at any more.</summary>
    public async Task<bool> Knows(HttpContext http)
    {
        var address = SourceAddress.Of(http);
        if (http.Request.Headers.Authorization.Count == 0 || failed.Wait(address) > TimeSpan.Zero)
            return false;

        try
        {
            if (await Holder(http) is not null)
                return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            Log.Unavailable(log, e);
            return false;
        }

        failed.Note(address);
        Log.WrongKey(log, address?.ToString() ?? "unknown");
        return false;
    }

    async Task<Answer?> LetIn(HttpContext http)
    {
        var address = SourceAddress.Of(http);
        if (failed.Wait(address) is { Ticks: > 0 } wait)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            return Answer.Of(Problem.TooManyTries(seconds), ("Retry-After", FormattableString.Invariant($"{seconds}")));
        }

        var (actor, scopes) = await Who(http, address?.ToString() ?? "unknown");
        if (actor is null)
        {
            if (http.Request.Headers.Authorization.Count > 0)
            {
                failed.Note(address);
                Log.WrongKey(log, address?.ToString() ?? "unknown");
            }

            return Answer.Of(Problem.Unknown, ("WWW-Authenticate", "Bearer"));
        }

        var needed = http.GetEndpoint()?.Metadata.GetMetadata<NeededScope>()?.Scope ?? Scopes.None;
        if ((scopes & needed) != needed)
            return Answer.Of(Problem.WrongScope(string.Join(",", ScopeWords.Of(needed))));

        http.Features.Set(new ApiCall(actor, scopes, await ReadBody(http.Request, http.RequestAborted)));
        return null;
    }

    // In a sandbox the listener has let in nobody without a key but this machine's own people.
    async Task<(Actor? Actor, Scopes Scopes)> Who(HttpContext http, string address)
    {
        if (http.Request.Headers.Authorization.Count == 0 && mode is Mode.Sandbox)
            return (Actor.InSandbox(address), Scopes.All);

        return await Holder(http) is { } holder
            ? (Actor.OfKey(holder.Id, address), holder.Scopes)
            : (null, Scopes.None);
    }

    async Task<ApiKeyHolder?> Holder(HttpContext http) =>
        AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var header)
        && header is { Parameter: { } key }
        && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? await keys.Find(key, http.RequestAborted)
            : null;

    static async Task<ReadOnlyMemory<byte>> ReadBody(HttpRequest request, CancellationToken cancel)
    {
        if (HttpMethods.IsGet(request.Method))
            return default;

        var isSent = request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
        if (isSent && !Body.IsJson(request))
            throw new MisusedException(Problem.NotJson);

        return await Body.Receive(request, cancel) ?? throw new MisusedException(Problem.TooLarge);
    }
}

static partial class Log
{
    [LoggerMessage(230, LogLevel.Warning, "A wrong key for the operators' API came from {Address}")]
    public static partial void WrongKey(ILogger log, string address);

    [LoggerMessage(231, LogLevel.Error, "The operators' API had no answer from the database")]
    public static partial void Unavailable(ILogger log, Exception e);
}
