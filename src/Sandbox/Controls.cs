using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>The controls under <c>/sandbox</c>: for callers on this machine, and in sandbox mode only. Elsewhere
/// there is nothing.</summary>
public static class Controls
{
    const string Root = "/sandbox";

    public static void MapSandbox(this WebApplication app)
    {
        app.Use((http, next) =>
            http.Request.Path.StartsWithSegments(Root) && !MayControl(http)
                ? ServedPaths.Hide(http)
                : next(http));

        var clock = ActivatorUtilities.CreateInstance<ClockControls>(app.Services);
        var deposits = ActivatorUtilities.CreateInstance<DepositControls>(app.Services);
        var accounts = ActivatorUtilities.CreateInstance<AccountControls>(app.Services);
        var disbursements = ActivatorUtilities.CreateInstance<DisbursementControls>(app.Services);
        var inbox = ActivatorUtilities.CreateInstance<InboxControls>(app.Services);
        var callbacks = ActivatorUtilities.CreateInstance<CallbackControls>(app.Services);
        var requests = ActivatorUtilities.CreateInstance<RequestControls>(app.Services);
        var served = new DialectRoutes(
            app.MapGroup(Root).WithTags("Sandbox"),
            () => Refuse(StatusCodes.Status500InternalServerError, "Something broke; the host's log says what."));

        served.Serve("/clock", Refuse, (HttpMethods.Get, clock.Show), (HttpMethods.Delete, clock.Return));
        served.Serve("/clock/advance", Refuse, (HttpMethods.Post, clock.Advance));
        served.Serve("/reset", Refuse, (HttpMethods.Post, clock.Reset));
        served.Serve("/partners/{partner}/deposit", Refuse, (HttpMethods.Post, deposits.TopUp));
        served.Serve("/accounts/{account}/top-up", Refuse, (HttpMethods.Post, accounts.TopUp));
        served.Serve("/accounts/{account}/disbursements/{reference}/cancel", Refuse,
            (HttpMethods.Post, disbursements.Cancel));
        served.Serve("/accounts/{account}/disbursements/{reference}/refund", Refuse,
            (HttpMethods.Post, disbursements.Refund));
        served.Serve("/inbox/{name}", Refuse,
            (HttpMethods.Post, inbox.Take), (HttpMethods.Get, inbox.Show), (HttpMethods.Delete, inbox.Empty));
        served.Serve("/inbox/{name}/answer", Refuse, (HttpMethods.Put, inbox.SetAnswer));
        served.Serve("/callbacks", Refuse, (HttpMethods.Get, callbacks.Show));
        served.Serve("/callbacks/{id}/redeliver", Refuse, (HttpMethods.Post, callbacks.Redeliver));
        served.Serve("/requests", Refuse, (HttpMethods.Get, requests.Show));
        served.Elsewhere(() => Refuse(StatusCodes.Status404NotFound));
    }

    /// <summary>The request's body; <c>null</c> when it is too long or no JSON object of this kind.</summary>
    internal static async Task<T?> Receive<T>(HttpContext http, JsonTypeInfo<T> type) where T : class =>
        await Body.Receive(http.Request, http.RequestAborted) is { } body
        && StrictJson.TryParse(body.Span, type, out var value)
            ? value
            : null;

    internal static JsonReply Refuse(int status, string error) =>
        JsonReply.Of(status, new ErrorReply(error), SandboxJson.Exact.ErrorReply);

    /// <summary>A moment as the controls write it: WIB, to the millisecond.</summary>
    internal static string Moment(DateTimeOffset moment) =>
        moment.ToOffset(BusinessDay.Wib).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    static JsonReply Refuse(int status) => Refuse(status, status switch
    {
        StatusCodes.Status405MethodNotAllowed => "This control takes another method: see the Allow header.",
        _ => "There is no such control: GET /sandbox/clock, POST /sandbox/clock/advance, DELETE /sandbox/clock, "
            + "POST /sandbox/reset, POST /sandbox/partners/{partner}/deposit, "
            + "POST /sandbox/accounts/{account}/top-up, "
            + "POST /sandbox/accounts/{account}/disbursements/{reference}/cancel or /refund, "
            + "POST, GET and DELETE /sandbox/inbox/{name}, PUT /sandbox/inbox/{name}/answer, "
            + "GET /sandbox/callbacks, POST /sandbox/callbacks/{id}/redeliver, "
            + "GET /sandbox/requests?partner={partner}.",
    });

    // A browser on this machine is local, too, and any page it shows may send requests here; it says so in Origin.
    internal static bool MayControl(HttpContext http) =>
        LocalCaller.Is(http) && !Proxies.IsHidden(http) && !http.Request.Headers.ContainsKey("Origin");
}
