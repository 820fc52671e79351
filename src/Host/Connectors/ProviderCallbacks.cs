using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;
using Periksa.Telemetry;
using Periksa.Wire.Http;

namespace Periksa.Host.Connectors;

/// <summary>Where providers call back: <c>/connectors/{name}/callback</c>.</summary>
static partial class ProviderCallbacks
{
    public static void MapProviderCallbacks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/connectors/{name}/callback", Hear);

    static async Task Hear(HttpContext http, string name, RouteTable table)
    {
        var route = table.Find(new(name));
        if (route is not (ICallbackRoute or IPayoutCallbacks))
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
        var call = new CallbackCall(url, target, header => One(http, header), body);
        await (route is IPayoutCallbacks bank
            ? HearOfPayout(http, route, bank, call)
            : HearOfInquiry(http, route, call));
    }

    static async Task HearOfInquiry(HttpContext http, IRoute route, CallbackCall call)
    {
        var callback = ((ICallbackRoute)route).Read(call);
        var isHeard = callback.Refusal is not null
            || await http.RequestServices.GetRequiredService<FollowUps>()
                .Hear(route.Name, callback, http.RequestAborted);
        await Answer(http, route, callback.Refusal, isHeard, callback.Status, callback.Answer);
    }

    static async Task HearOfPayout(HttpContext http, IRoute route, IPayoutCallbacks bank, CallbackCall call)
    {
        var notice = bank.Read(call);
        var isHeard = notice.Refusal is not null
            || await http.RequestServices.GetRequiredService<PayoutNotices>()
                .Hear(ConnectorName.Of(route.Name.Value, bank.PaysFrom), notice);
        await Answer(http, route, notice.Refusal, isHeard, notice.Status, default);
    }

    static async Task Answer(
        HttpContext http, IRoute route, string? refusal, bool isHeard, int status, ReadOnlyMemory<byte> answer)
    {
        Metrics.CountProviderCallback(
            route.Name, refusal is not null ? "refused" : isHeard ? "heard" : "to_come_again");
        if (refusal is not null)
        {
            Log.Refused(
                http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProviderCallbacks)),
                route.Name.Value, refusal);
        }

        if (!isHeard)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.BodyWriter.WriteAsync(answer, http.RequestAborted);
    }

    static string? One(HttpContext http, string header) =>
        http.Request.Headers[header] is [{ } value] ? value : null;

    static partial class Log
    {
        [LoggerMessage(147, LogLevel.Warning, "A callback of {Route} is refused: {Why}")]
        public static partial void Refused(ILogger log, string route, string why);
    }
}
