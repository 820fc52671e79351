using Periksa.Inquiries;
using Periksa.Inquiries.Routing;
using Periksa.Wire.Http;

namespace Periksa.Host.Connectors;

/// <summary>Where providers call back: <c>/connectors/{name}/callback</c>.</summary>
static partial class ProviderCallbacks
{
    public static void MapProviderCallbacks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/connectors/{name}/callback", Hear);

    static async Task Hear(HttpContext http, string name, RouteTable table, FollowUps followUps, ILoggerFactory logs)
    {
        if (table.Find(new(name)) is not ICallbackRoute route)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var target = RequestTarget.Of(http);
        var url = $"{http.Request.Scheme}://{http.Request.Host}{target}";
        var callback = route.Read(new(url, target, header => One(http, header), body));
        if (callback.Refusal is { } why)
        {
            Log.Refused(logs.CreateLogger(typeof(ProviderCallbacks)), name, why);
        }
        else if (!await followUps.Hear(route.Name, callback, http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;   // it is to come again
            return;
        }

        http.Response.StatusCode = callback.Status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = callback.Answer.Length;
        await http.Response.BodyWriter.WriteAsync(callback.Answer, http.RequestAborted);
    }

    static string? One(HttpContext http, string header) =>
        http.Request.Headers[header] is [{ } value] ? value : null;

    static partial class Log
    {
        [LoggerMessage(147, LogLevel.Warning, "A callback of {Route} is refused: {Why}")]
        public static partial void Refused(ILogger log, string route, string why);
    }
}
