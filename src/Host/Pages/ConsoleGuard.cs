using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;
using Periksa.Host.Api;
using Periksa.Host.Pages.Language;
using Periksa.Host.Pages.SignIn;
using Periksa.Operators;
using Periksa.Operators.Accounts;
using Periksa.Operators.Keys;
using Periksa.Wire.Http;

namespace Periksa.Host.Pages;

/// <summary>Lets into the console whoever may, and takes a form from nowhere but a page of ours.</summary>
sealed class ConsoleGuard(
    IAntiforgery antiforgery, OperatorSessions sessions, Mode mode, ILogger<ConsoleGuard> log) : IEndpointFilter
{
    /// <summary>A form's fields, at most: a page of everything that is parked can be sent back whole.</summary>
    public const int FieldsMaximum = 6000;

    /// <summary>A page that takes longer to look at tells that the database does not answer: one that stands still
    /// refuses nothing.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Of that, what it may take to find out who asks.</summary>
    static readonly TimeSpan SessionPatience = TimeSpan.FromSeconds(3);

    const int FieldLengthMaximum = 64 * 1024;
    const long FormLengthMaximum = 1024 * 1024;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        SetHeaders(http.Response.Headers);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(Patience);
        for (var i = 0; i < context.Arguments.Count; i++)
        {
            if (context.Arguments[i] is CancellationToken)
                context.Arguments[i] = patience.Token;
        }

        try
        {
            return await LetIn(http, patience.Token) ?? await next(context);
        }
        catch (Exception e) when (IsOutage(e, http))
        {
            Log.Unavailable(log, e);
            return Page.Unavailable(http);
        }
    }

    async Task<IResult?> LetIn(HttpContext http, CancellationToken cancel)
    {
        var call = Anybody(http);
        http.Features.Set(call);   // also for the page that says that the database is away
        call = await Who(http, call, cancel);
        http.Features.Set(call);
        if (call.IsStranger && http.GetEndpoint()?.Metadata.GetMetadata<OpenToStrangers>() is null)
            return SignInPages.Lead(http);

        var needed = http.GetEndpoint()?.Metadata.GetMetadata<NeededScope>()?.Scope ?? Scopes.None;
        if (!call.May(needed))
            return Page.NotFound(http);

        if (!HttpMethods.IsPost(http.Request.Method))
            return null;

        return !http.Request.HasFormContentType ? Page.Forged(http)
            : await ReadForm(http) is { } unread ? unread
            : await antiforgery.IsRequestValidAsync(http) ? null : Page.Forged(http);
    }

    // In a sandbox the listener has let in nobody but this machine's own people.
    ConsoleCall Anybody(HttpContext http)
    {
        var (address, look) = (SourceAddress.Of(http)?.ToString() ?? "unknown", Look.Of(http));
        if (mode is Mode.Sandbox)
        {
            http.User = Named("sandbox");
            return new(Actor.InSandbox(address), Scopes.All, null)
            {
                Look = look,
                IsOfSandbox = http.GetEndpoint()?.Metadata.GetMetadata<OfSandbox>() is not null,
            };
        }

        http.User = new(new ClaimsIdentity());
        return new(Actor.OfStranger(address), Scopes.None, null) { Look = look, IsStranger = true };
    }

    async Task<ConsoleCall> Who(HttpContext http, ConsoleCall anybody, CancellationToken cancel)
    {
        if (anybody.IsOfSandbox || http.Request.Cookies[SessionCookie.Name] is not { } token
            || await Find(http, token, cancel) is not { } who)
        {
            return anybody;
        }

        http.User = Named($"{who.SessionId}");
        return new(who.At(anybody.Actor.From), who.Role.Scopes(), who.Name) { Look = anybody.Look, Operator = who };
    }

    // While the database is away, whoever was here a moment ago may look at what this host knows by itself.
    async Task<SignedIn?> Find(HttpContext http, string token, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(SessionPatience);
        try
        {
            return await sessions.Find(token, patience.Token, isUsed: !IsRefresh(http));
        }
        catch (Exception e) when (IsOutage(e, http) && HttpMethods.IsGet(http.Request.Method))
        {
            if (sessions.Recall(token) is { } who)
                return who;

            throw;
        }
    }

    static bool IsOutage(Exception e, HttpContext http) =>
        e is NpgsqlException or TimeoutException
        || (e is OperationCanceledException && !http.RequestAborted.IsCancellationRequested);

    // As the script asks for a page that is open; who sends it otherwise only lets their own session end sooner.
    static bool IsRefresh(HttpContext http) => http.Request.Headers.ContainsKey("X-Refresh");

    // Whose form it is: a session's forms are nobody else's.
    static ClaimsPrincipal Named(string id) =>
        new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, id)], "console"));

    /// <returns>What to say instead; <c>null</c> where it was read.</returns>
    static async Task<IResult?> ReadForm(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            server.MaxRequestBodySize = FormLengthMaximum;

        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions
        {
            ValueCountLimit = FieldsMaximum,
            ValueLengthLimit = FieldLengthMaximum,
            KeyLengthLimit = 256,
        }));
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException e) when (e.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return Page.TooLarge(http);
        }
        catch (InvalidDataException e) when (e.Message.Contains("limit", StringComparison.Ordinal))
        {
            return Page.TooLarge(http);
        }
        catch (Exception e) when (
            e is InvalidDataException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            return Page.Unreadable(http);
        }
    }

    // Nothing but our own files, and nothing that stands in the page itself.
    static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
    }
}

static partial class Log
{
    [LoggerMessage(196, LogLevel.Error, "A page of the console had no answer from the database")]
    public static partial void Unavailable(ILogger log, Exception e);

    [LoggerMessage(197, LogLevel.Error, "The keys of the console's forms could not be read: its forms are refused")]
    public static partial void NoFormKeys(ILogger log, Exception e);
}
