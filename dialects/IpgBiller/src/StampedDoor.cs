using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>The room's paths, mapped so that every way to go wrong is answered in the vendor's envelope.</summary>
/// <remarks>The other rooms' door holds its last resort ready from the start. This vendor stamps every answer with the
/// moment, that one too; and an import has said what it had to say before its handler returns.</remarks>
internal sealed partial class StampedDoor(IEndpointRouteBuilder room, TimeProvider clock)
{
    readonly ILogger _log = room.ServiceProvider.GetRequiredService<ILogger<StampedDoor>>();

    /// <summary>Serves <paramref name="path"/> by the methods named, and refuses it to any other.</summary>
    /// <param name="served">What they answer; <c>null</c> for what is already on its way.</param>
    public void Serve(string path, params (string Method, Func<HttpContext, Task<JsonReply?>> Serve)[] served)
    {
        foreach (var (method, serve) in served)
            room.MapMethods(path, [method], Guarded(serve));

        var allowed = string.Join(", ", served.Select(one => one.Method));
        room.Map(path, Guarded(http =>
        {
            http.Response.Headers.Allow = allowed;
            return Refuse(Codes.MethodNotAllowed);
        }));
    }

    /// <summary>What is left below the room's paths is not there.</summary>
    public void ServeNothingElse() => room.Map("/{**elsewhere}", Guarded(_ => Refuse(Codes.PathNotFound)));

    Task<JsonReply?> Refuse(Code code) => Task.FromResult<JsonReply?>(Replies.Of(code, clock.GetUtcNow()));

    // The last resort: what nobody foresaw is logged here and answered in the room's shape, never with a stack trace.
    RequestDelegate Guarded(Func<HttpContext, Task<JsonReply?>> serve) => async http =>
    {
        try
        {
            if (await serve(http) is { } reply)
                await reply.Write(http.Response);
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
            Log.Failed(_log, e, http.Request.Method, http.GetEndpoint()?.DisplayName);
            await Replies.Of(Codes.Failure, clock.GetUtcNow()).Write(http.Response);
        }
    };

    static partial class Log
    {
        [LoggerMessage(55, LogLevel.Error, "{Method} {Endpoint} failed")]
        public static partial void Failed(ILogger log, Exception e, string method, string? endpoint);
    }
}
