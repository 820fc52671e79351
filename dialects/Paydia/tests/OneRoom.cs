using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Paydia.Tests;

/// <summary>The room in memory, asked in ways that no client library would put a question.</summary>
sealed class OneRoom : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 13, 0, 0, TimeSpan.Zero);

    readonly WebApplication _app;

    OneRoom(WebApplication app) => _app = app;

    public ScriptedTeller Teller { get; private init; } = null!;

    public ScriptedLaxity Laxity { get; private init; } = null!;

    public ScriptedRefusedSignatures Refused { get; private init; } = null!;

    /// <param name="credentials">Without these, all that the goldens know, with the key of these tests.</param>
    public static async Task<OneRoom> Open(
        DateTimeOffset? now = null, ScriptedCredentials? credentials = null, ScriptedTeller? teller = null)
    {
        var (asked, laxity) = (teller ?? Scripts.Teller, new ScriptedLaxity());
        var refused = new ScriptedRefusedSignatures();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services
            .AddSingleton<TimeProvider>(new StoppedClock(now ?? Now))
            .AddSingleton<ICredentials>(credentials ?? new(Names.Select(name => Named(name))))
            .AddSingleton<IAccessTokens>(Callers.Tokens)
            .AddSingleton<ICallerClock, ScriptedCallerClock>()
            .AddSingleton<ILaxity>(laxity)
            .AddSingleton<IOnceStamps, ScriptedOnceStamps>()
            .AddSingleton<IRefusedSignatures>(refused)
            .AddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty))
            .AddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Curious))
            .AddSingleton<ITeller>(asked);

        var app = builder.Build();
        app.MapPaydia();
        await app.StartAsync();
        return new(app) { Teller = asked, Laxity = laxity, Refused = refused };
    }

    /// <summary>A caller who signs with the key of these tests.</summary>
    public static Credential Named(string name) => Callers.Named(name) with
    {
        Partner = new(name, Active: true) { IsStrict = name is Callers.Strict },
        PublicKey = Request.PublicKey,
    };

    public async Task<Reply> Send(Request request)
    {
        var server = _app.GetTestServer();
        var http = await server.SendAsync(http => Fill(http, request));

        using var body = await JsonDocument.ParseAsync(http.Response.Body);
        return new(
            http.Response.StatusCode,
            http.Response.Headers["X-TIMESTAMP"].ToString(),
            body.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.ToString()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    static readonly string[] Names =
        [Callers.Usual, Callers.Second, Callers.Strict, Callers.Hasty, Callers.Curious, Callers.RepeatsKey];

    static void Fill(HttpContext http, Request request)
    {
        var target = request.Target.Split('?', 2);
        http.Request.Method = request.Method;
        http.Request.Path = target[0];
        http.Request.QueryString = new(target.Length == 2 ? "?" + target[1] : "");
        http.Request.Body = new MemoryStream(request.Body);
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = request.Target;

        foreach (var (name, value) in request.Headers)
            http.Request.Headers[name] = value;
    }
}

/// <param name="Timestamp">The reply's own X-TIMESTAMP.</param>
sealed record Reply(int Http, string Timestamp, Dictionary<string, string> Fields)
{
    /// <summary>Code and message, e.g. <c>4004201 Invalid Field Format amount</c>.</summary>
    public string Said => $"{Fields["responseCode"]} {Fields["responseMessage"]}";
}
