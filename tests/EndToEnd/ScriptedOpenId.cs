using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>An OpenID provider on this machine: a real web server, at another site than the console, at which whoever
/// comes is signed in already. It goes by the standard until it is told not to.</summary>
public sealed class ScriptedOpenId : IAsyncDisposable
{
    public const string ClientId = "periksa-console";
    public const string ClientSecret = "hush-of-the-office";
    public const string Name = "the office";

    static readonly RSA ForeignKey = RSA.Create(2048);
    static readonly HttpClient Browser = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    readonly WebApplication _app;
    readonly ConcurrentDictionary<string, Grant> _grants = [];
    RSA _key = RSA.Create(2048);
    int _keys = 1;

    ScriptedOpenId(WebApplication app, string issuer) => (_app, Issuer) = (app, issuer);

    public string Issuer { get; }

    /// <summary>What a host is given to know it.</summary>
    public (string, string)[] Settings =>
    [
        ("Periksa__Operator__OpenId__Authority", Issuer), ("Periksa__Operator__OpenId__ClientId", ClientId),
        ("Periksa__Operator__OpenId__ClientSecret", ClientSecret), ("Periksa__Operator__OpenId__Name", Name),
    ];

    /// <summary>Who is signed in here, where the address does not say.</summary>
    public string Subject { get; set; } = "ayu";

    /// <summary>What is wrong with its tokens.</summary>
    public string Mischief { get; set; } = "";

    /// <summary>Where it sends whoever asks for a token.</summary>
    public Uri? Elsewhere { get; set; }

    /// <summary>True if it breaks every connection.</summary>
    public bool IsDown { get; set; }

    /// <summary>True if it takes a code as often as it is sent.</summary>
    public bool TakesCodesAgain { get; set; }

    /// <summary>What it was last asked to sign somebody in with.</summary>
    public IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>();

    /// <summary>How often it was asked for a token.</summary>
    public int Redeemed { get; private set; }

    public static async Task<ScriptedOpenId> Open()
    {
        var port = Ports.Free();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        var provider = new ScriptedOpenId(builder.Build(), $"http://localhost:{port}");
        provider._app.Run(provider.Serve);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Goes to a provider as a browser does, and is sent back.</summary>
    public static async Task<Uri> Visit(string address, string subject)
    {
        using var response = await Browser.GetAsync($"{address}&login_as={Uri.EscapeDataString(subject)}");
        return response.Headers.Location ?? throw new InvalidDataException(
            $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Has it sign by another key from now on, and know nothing of the one before.</summary>
    public void ChangeKey() => (_key, _keys) = (RSA.Create(2048), _keys + 1);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    Task Serve(HttpContext http)
    {
        if (IsDown)
        {
            http.Abort();
            return Task.CompletedTask;
        }

        return http.Request.Path.Value switch
        {
            "/.well-known/openid-configuration" => Say(http, new()
            {
                ["issuer"] = Issuer,
                ["authorization_endpoint"] = $"{Issuer}/authorize",
                ["token_endpoint"] = $"{Issuer}/token",
                ["jwks_uri"] = $"{Issuer}/keys",
                ["response_types_supported"] = new JsonArray("code"),
                ["subject_types_supported"] = new JsonArray("public"),
                ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            }),
            "/keys" => Say(http, new() { ["keys"] = new JsonArray(PublicKey()) }),
            "/authorize" => Authorize(http),
            "/token" => Redeem(http),
            _ => Say(http, [], StatusCodes.Status404NotFound),
        };
    }

    async Task Authorize(HttpContext http)
    {
        Asked = http.Request.Query.ToDictionary(one => one.Key, one => one.Value.ToString());
        if (Asked.GetValueOrDefault("client_id") != ClientId || Asked.GetValueOrDefault("response_type") != "code"
            || Asked.GetValueOrDefault("code_challenge_method") != "S256" || !Asked.ContainsKey("redirect_uri"))
        {
            await Say(http, [], StatusCodes.Status400BadRequest);
            return;
        }

        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        _grants[code] = new(
            Asked.GetValueOrDefault("login_as", Subject), Asked["redirect_uri"], Asked["code_challenge"],
            Asked.GetValueOrDefault("nonce", ""));
        http.Response.Redirect(QueryHelpers.AddQueryString(Asked["redirect_uri"], Mischief is "declined"
            ? new Dictionary<string, string?> { ["error"] = "access_denied", ["state"] = Asked["state"] }
            : new() { ["code"] = code, ["state"] = Asked["state"] }));
    }

    async Task Redeem(HttpContext http)
    {
        Redeemed++;
        if (Elsewhere is { } elsewhere)
        {
            http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            http.Response.Headers.Location = elsewhere.ToString();
            return;
        }

        var form = await http.Request.ReadFormAsync();
        var code = form["code"].ToString();
        var isKnown = TakesCodesAgain ? _grants.TryGetValue(code, out var grant) : _grants.TryRemove(code, out grant);
        if (!isKnown || form["client_id"] != ClientId || form["client_secret"] != ClientSecret
            || form["redirect_uri"] != grant!.RedirectUri
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
                != grant.Challenge)
        {
            await Say(http, new() { ["error"] = "invalid_grant" }, StatusCodes.Status400BadRequest);
            return;
        }

        await Say(http, new()
        {
            ["access_token"] = "of-no-use", ["token_type"] = "Bearer", ["expires_in"] = 300,
            ["id_token"] = Token(grant),
        });
    }

    string Token(Grant grant)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new JsonObject
        {
            ["iss"] = Mischief is "another issuer" ? "https://evil.example" : Issuer,
            ["sub"] = grant.Subject,
            ["aud"] = Mischief is "another audience" ? "somebody-else" : ClientId,
            ["nonce"] = Mischief is "another nonce" ? $"{grant.Nonce}x" : grant.Nonce,
            ["iat"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(Mischief is "expired" ? -3 : 5).ToUnixTimeSeconds(),
            ["email"] = "admin@example.com",
            ["roles"] = new JsonArray("admin"),
        };
        if (Mischief.StartsWith("no ", StringComparison.Ordinal))
            claims.Remove(Mischief[3..]);

        var kind = Mischief switch { "unsigned" => "none", "signed by the client's secret" => "HS256", _ => "RS256" };
        var text = $"{Encode(new() { ["alg"] = kind, ["typ"] = "JWT", ["kid"] = $"{_keys}" })}.{Encode(claims)}";
        var bytes = Encoding.ASCII.GetBytes(text);
        var signature = kind switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(ClientSecret), bytes),
            _ => (Mischief is "signed by another key" ? ForeignKey : _key).SignData(
                bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    JsonObject PublicKey()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA", ["use"] = "sig", ["kid"] = $"{_keys}", ["alg"] = "RS256",
            ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent),
        };
    }

    static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    static Task Say(HttpContext http, JsonObject body, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString());
    }

    // What a code stands for.
    sealed record Grant(string Subject, string RedirectUri, string Challenge, string Nonce);
}
