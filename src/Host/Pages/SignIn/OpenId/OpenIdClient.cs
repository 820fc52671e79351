using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Periksa.Host.Pages.SignIn.OpenId;

/// <summary>How the framework's own handler is to speak with the provider: by authorization code with PKCE, state and
/// nonce, and asking for nothing but who somebody is.</summary>
static class OpenIdClient
{
    public const string Scheme = "openid";

    /// <summary>Where the provider sends people back to, below wherever a proxy has the host.</summary>
    public const string CallbackPath = $"{ConsolePages.Prefix}/{SignInPages.Path}/openid/callback";

    /// <summary>How long somebody may take to sign in there.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>What an answer of the provider may take.</summary>
    static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    /// <summary>A list of keys is some kilobytes.</summary>
    const int AnswerBytesMaximum = 1024 * 1024;

    // A provider's clock may be a minute off.
    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    // Those of key pairs: what is made with the client's secret, the client could have made itself.
    static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static OpenIdConnectOptions Make(OpenIdSettings settings, IDataProtectionProvider protection)
    {
        var channel = Channel();
        var options = new OpenIdConnectOptions
        {
            ClientId = settings.ClientId,
            ClientSecret = settings.ClientSecret,
            CallbackPath = CallbackPath,
            ResponseType = OpenIdConnectResponseType.Code,
            ResponseMode = OpenIdConnectResponseMode.Query,
            UsePkce = true,
            DisableTelemetry = true,
            Backchannel = channel,
            ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{settings.Issuer}/.well-known/openid-configuration", new ProviderPage(settings),
                new HttpDocumentRetriever(channel) { RequireHttps = !settings.IsPlain }),
            RemoteAuthenticationTimeout = Patience,
            TokenHandler = new SignedTokens(),
        };
        options.Scope.Clear();
        options.Scope.Add(OpenIdConnectScope.OpenId);
        options.ClaimActions.Clear();   // which would leave out who the issuer is
        options.ProtocolValidator.NonceLifetime = Patience;
        options.TokenValidationParameters.ClockSkew = ClockSkew;
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        Confine(options.CorrelationCookie, "__Host-periksa-openid-");
        Confine(options.NonceCookie, "__Host-periksa-nonce-");
        new OpenIdConnectPostConfigureOptions(protection).PostConfigure(Scheme, options);
        options.Validate(Scheme);
        return options;
    }

    /// <summary>Why the provider is of no use at this moment; <c>null</c> where it is.</summary>
    public static async Task<string?> FindFault(OpenIdSettings settings, CancellationToken cancel)
    {
        var options = Make(settings, new EphemeralDataProtectionProvider());
        using var channel = options.Backchannel;
        try
        {
            await options.ConfigurationManager!.GetConfigurationAsync(cancel);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return Reason.Of(e);
        }
    }

    // The client's secret goes nowhere but to the provider, wherever that may point.
    static HttpClient Channel()
    {
        var channel = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = AnswerPatience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),   // so that another address of its name is found
        })
        {
            Timeout = AnswerPatience,
            MaxResponseContentBufferSize = AnswerBytesMaximum,
        };
        channel.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Periksa", null));
        return channel;
    }

    // As the session's own cookie, for the same reasons. The provider sends people back by a link.
    static void Confine(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.Always;
    }
}
