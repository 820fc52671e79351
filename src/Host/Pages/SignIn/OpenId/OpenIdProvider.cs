using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Periksa.Operators.Accounts;
using Periksa.Wire.Http;

namespace Periksa.Host.Pages.SignIn.OpenId;

/// <summary>What somebody goes to the provider for.</summary>
/// <param name="Invitation">The token of the invitation that they take up; <c>null</c> to sign in.</param>
/// <param name="Back">Where to, afterwards, below <c>/console</c>.</param>
sealed record Aim(string? Invitation, string Back)
{
    public static Aim None { get; } = new(null, "");
}

/// <summary>Sends people to the OpenID provider, and takes them back.</summary>
/// <remarks>The framework's handler does all of it, called by two pages of ours. Registered in the usual way it would
/// look at each request at either listener, and be asked who callers are.</remarks>
sealed partial class OpenIdProvider
{
    const string Invitation = "invitation";
    const string Back = "back";

    // Those who wait for a provider that hangs wait one after the other.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    readonly OpenIdSettings _settings;
    readonly Fixed _options;
    readonly ILogger<OpenIdProvider> _log;

    public OpenIdProvider(OpenIdSettings settings, IDataProtectionProvider protection, ILogger<OpenIdProvider> log)
    {
        (_settings, _log) = (settings, log);
        _options = new(OpenIdClient.Make(settings, protection));
        _options.CurrentValue.Events = new()
        {
            OnTicketReceived = context => Keep(context, new(context.Principal, null, context.Properties)),
            OnRemoteFailure = context => Keep(context, new(null, context.Failure, context.Properties)),
        };
    }

    public string Name => _settings.Name;

    /// <summary>What the provider of a host is called; <c>null</c> where it has none.</summary>
    public static string? NameAt(HttpContext http) => http.RequestServices.GetService<OpenIdProvider>()?.Name;

    /// <summary>Begins the way there: sets the cookies by which the browser is known again.</summary>
    /// <returns>Where the browser is to go; <c>null</c> where the provider is away.</returns>
    public async Task<string?> Begin(HttpContext http, Aim aim)
    {
        // Without an address, the handler would keep the page's own.
        var state = new AuthenticationProperties { RedirectUri = "/" };
        state.Items[Back] = aim.Back;
        if (aim.Invitation is { } token)
            state.Items[Invitation] = token;

        try
        {
            await (await Handler(http)).ChallengeAsync(state);
        }
        catch (Exception e) when (
            e is InvalidOperationException or HttpRequestException or OpenIdConnectProtocolException
            || IsLate(e, http))
        {
            Log.Away(_log, _settings.Issuer, Reason.Of(e));
            return null;
        }

        var response = http.Response;
        var to = response.Headers.Location.ToString();
        response.Headers.Remove("Location");
        response.StatusCode = StatusCodes.Status200OK;
        return to;
    }

    /// <summary>Takes somebody back, and has the handler see whether the provider vouches for them.</summary>
    /// <returns>Who they are, or a word for why nobody knows; and what they went for, as far as it is known.</returns>
    public async Task<(OpenIdentity? Who, string Word, Aim Aim)> Receive(HttpContext http)
    {
        try
        {
            await (await Handler(http)).HandleRequestAsync();
        }
        catch (Exception e) when (e is InvalidOperationException || IsLate(e, http))
        {
            Log.Away(_log, _settings.Issuer, Reason.Of(e));
            return (null, OpenIdWords.Away, Aim.None);
        }

        var answer = http.Features.GetRequiredFeature<Answer>();
        if (answer.Who is { } who
            && OpenIdentity.TryRead(who.FindFirstValue("iss"), who.FindFirstValue("sub")) is { } identity)
        {
            return (identity, "", Read(answer.State));
        }

        // Of a browser that did not begin it nothing is told of the invitation that it began with.
        var word = Tell(answer.Failure, http);
        return (null, word, word == OpenIdWords.Lost ? Aim.None : Read(answer.State));
    }

    string Tell(Exception? failure, HttpContext http)
    {
        if (failure is not null && Reason.IsOfAbsence(failure))
        {
            Log.Away(_log, _settings.Issuer, Reason.Of(failure));
            return OpenIdWords.Away;
        }

        Log.Refused(
            _log, SourceAddress.Of(http)?.ToString() ?? "unknown",
            failure is null ? "it names nobody" : Reason.Of(failure));

        // What the handler says in words of its own is about state and cookies; the rest has types of its own.
        return failure is AuthenticationFailureException ? OpenIdWords.Lost : OpenIdWords.Refused;
    }

    static Aim Read(AuthenticationProperties? state) => state is null
        ? Aim.None
        : new(state.Items.TryGetValue(Invitation, out var token) ? token : null, state.Items[Back] ?? "");

    static bool IsLate(Exception e, HttpContext http) =>
        e is OperationCanceledException && !http.RequestAborted.IsCancellationRequested;

    // Its own log lines are left out: ours tell the same once, without a trace of calls for each wrong address.
    async Task<OpenIdConnectHandler> Handler(HttpContext http)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(Patience);
        await _options.CurrentValue.ConfigurationManager!.GetConfigurationAsync(patience.Token);

        var handler = new OpenIdConnectHandler(
            _options, NullLoggerFactory.Instance, HtmlEncoder.Default, UrlEncoder.Default);
        await handler.InitializeAsync(new(OpenIdClient.Scheme, null, typeof(OpenIdConnectHandler)), http);
        return handler;
    }

    static Task Keep(HandleRequestContext<RemoteAuthenticationOptions> context, Answer answer)
    {
        context.HttpContext.Features.Set(answer);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    sealed record Answer(ClaimsPrincipal? Who, Exception? Failure, AuthenticationProperties? State);

    sealed class Fixed(OpenIdConnectOptions options) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public OpenIdConnectOptions CurrentValue => options;

        public OpenIdConnectOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
    }

    static partial class Log
    {
        [LoggerMessage(185, LogLevel.Warning, "A sign-in by OpenID from {Address} came to nothing: {Reason}")]
        public static partial void Refused(ILogger log, string address, string reason);

        [LoggerMessage(186, LogLevel.Warning, "The OpenID provider {Issuer} is of no use at this moment: {Reason}")]
        public static partial void Away(ILogger log, string issuer, string reason);
    }
}
