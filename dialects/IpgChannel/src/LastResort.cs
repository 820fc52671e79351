using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>What nobody foresaw is logged and answered with the time at which it happened.</summary>
/// <remarks>The door's own last resort has one reply for ever, and in this room a reply tells the time.</remarks>
internal sealed partial class LastResort(TimeProvider clock, ILogger<LastResort> log)
{
    public Func<HttpContext, Task<JsonReply>> Behind(Func<HttpContext, Task<JsonReply>> serve) => async http =>
    {
        try
        {
            return await serve(http);
        }
        catch (Exception e) when (!IsTheCallersDoing(e, http))
        {
            Log.Failed(log, e, http.Request.Path);
            return Replies.Of(Codes.Failed, clock.GetUtcNow());
        }
    };

    // The door knows what to do about a caller that has hung up or does not speak HTTP.
    static bool IsTheCallersDoing(Exception e, HttpContext http) =>
        e is BadHttpRequestException
        || (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested);

    static partial class Log
    {
        [LoggerMessage(51, LogLevel.Error, "{Path} failed")]
        public static partial void Failed(ILogger log, Exception e, string path);
    }
}
