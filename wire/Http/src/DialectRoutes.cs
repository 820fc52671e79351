using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Periksa.Wire.Http;

/// <summary>A dialect's paths, mapped so that every way to go wrong is answered by the dialect and in its own
/// shape.</summary>
/// <param name="fail">Makes what a caller hears when something broke on our side: that it did, and no more.</param>
/// <param name="stamp">Sets the headers that every reply of the dialect carries, refusals and failures too, just before
/// the reply is written; <c>null</c> where it has none.</param>
public sealed class DialectRoutes(
    IEndpointRouteBuilder group, Func<JsonReply> fail, Action<HttpResponse>? stamp = null)
{
    readonly FailureLog _failures = new(group.ServiceProvider.GetRequiredService<ILogger<DialectRoutes>>());
    readonly RefusedRequests? _refusals = group.ServiceProvider.GetService<RefusedRequests>();
    readonly RecentRequests? _recent = group.ServiceProvider.GetService<RecentRequests>();

    /// <summary>Serves <paramref name="path"/> by the methods named.</summary>
    /// <param name="refuse">The reply to any other method, HEAD and OPTIONS included, given the HTTP status.</param>
    public void Serve(
        string path,
        Func<int, JsonReply> refuse,
        params (string Method, Func<HttpContext, Task<JsonReply>> Serve)[] served)
    {
        foreach (var (method, serve) in served)
            group.MapMethods(path, [method], Guarded(serve));

        var allowed = string.Join(", ", served.Select(one => one.Method));
        group.Map(path, Guarded(http =>
        {
            http.Response.Headers.Allow = allowed;
            return Task.FromResult(refuse(StatusCodes.Status405MethodNotAllowed));
        }));
    }

    /// <summary>Answers every other path below the dialect's.</summary>
    public void Elsewhere(Func<JsonReply> refuse) =>
        group.Map("/{**elsewhere}", Guarded(_ => Task.FromResult(refuse())));

    // The last resort: what nobody foresaw is logged here and answered in the dialect's shape, never with a stack
    // trace.
    RequestDelegate Guarded(Func<HttpContext, Task<JsonReply>> serve) => async http =>
    {
        if (_recent?.TakesNext() is true)
            RequestNotes.Of(http).IsKept = true;   // and its body with it

        try
        {
            await Say(http, await serve(http));
        }
        catch (Exception e) when (
            e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // The caller has hung up; there is nobody to answer.
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = e.StatusCode;   // no HTTP: the server's own plain refusal, and nobody's error
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            _failures.Tell(e, http.Request.Method, http.GetEndpoint()?.DisplayName);
            await Say(http, fail());
        }
    };

    Task Say(HttpContext http, JsonReply reply)
    {
        if (DialectMark.Of(http) is { } dialect)
            Tell(http, dialect, reply);

        if (reply == JsonReply.Said)
            return Task.CompletedTask;

        stamp?.Invoke(http.Response);
        return reply.Write(http.Response);
    }

    void Tell(HttpContext http, string dialect, JsonReply reply)
    {
        if (reply.Refused is { } refused)
        {
            RequestNotes.Of(http).Code = refused.Code;
            _refusals?.Tell(http, dialect, refused);
        }

        _recent?.Keep(http, dialect, reply);
    }
}
