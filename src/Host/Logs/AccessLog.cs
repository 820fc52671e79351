using System.Diagnostics;
using Periksa.Wire.Http;

namespace Periksa.Host.Logs;

/// <summary>A line for each request, where the setting asks for it.</summary>
static partial class AccessLog
{
    const string Setting = "Periksa:AccessLog";
    const string None = "-";

    /// <summary>As other servers write it: whoever asked has hung up.</summary>
    const int HungUp = 499;

    public static void UseAccessLog(this WebApplication app)
    {
        if (!Settings.IsTrue(app.Configuration[Setting]))
            return;

        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Periksa.Host.Access");
        app.Use(async (http, next) =>
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await next(http);
            }
            finally
            {
                Write(log, http, Stopwatch.GetElapsedTime(began));
            }
        });
    }

    // The path as it is mapped: what a caller writes in its place, and in a query, may be somebody's account.
    static void Write(ILogger log, HttpContext http, TimeSpan time)
    {
        var notes = http.Features.Get<RequestNotes>();
        Log.Served(
            log,
            http.Request.Method,
            (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } path ? $"/{path.Trim('/')}" : None,
            http is { RequestAborted.IsCancellationRequested: true, Response.HasStarted: false }
                ? HungUp
                : http.Response.StatusCode,
            DialectMark.Of(http) ?? None,
            notes?.Code ?? None,
            notes?.Partner ?? None,
            Math.Round(time.TotalMilliseconds, 1),
            SourceAddress.Of(http)?.ToString() ?? None);
    }

    static partial class Log
    {
        [LoggerMessage(201, LogLevel.Information,
            "{Method} {Path} {Status} {Dialect} {Code} {Partner} {Milliseconds} ms from {Address}")]
        public static partial void Served(
            ILogger log,
            string method,
            string path,
            int status,
            string dialect,
            string code,
            string partner,
            double milliseconds,
            string address);
    }
}
