using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Periksa.Bills;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>A dialect in memory with nobody but fakes around it, asked in ways that no client library would put a
/// question.</summary>
public sealed class SnapHost : IAsyncDisposable
{
    /// <summary>The time its clock shows.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 13, 0, 0, 123, TimeSpan.Zero);

    readonly SnapSubject _subject;
    readonly WebApplication _app;

    SnapHost(SnapSubject subject, WebApplication app) => (_subject, _app) = (subject, app);

    /// <summary>What a question has come to; <c>null</c> where none has.</summary>
    public SnapAsked? Asked => Answerer.Asked;

    /// <summary>The fake that is asked, of a service that asks whose account it is.</summary>
    public ScriptedAccountInquiries Inquiries => ((InquiriesAnswerer)Answerer).Inquiries;

    ISnapAnswerer Answerer { get; init; } = null!;

    public ScriptedLeniency Leniency { get; private init; } = null!;

    public ScriptedRefusedSignatures Refused { get; private init; } = null!;

    public static async Task<SnapHost> Open(
        SnapSubject subject,
        DateTimeOffset? now = null,
        Func<Credential, Credential>? callers = null,
        ISnapAnswerer? answerer = null,
        string[]? hasty = null,
        string[]? curious = null)
    {
        var (asked, leniency) = (answerer ?? subject.Answerer(), new ScriptedLeniency());
        var refused = new ScriptedRefusedSignatures();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services
            .AddSingleton<TimeProvider>(new StoppedClock(now ?? Now))
            .AddSingleton<ICredentials>(SnapCallers.Of(subject, callers))
            .AddSingleton<IAccessTokens>(SnapCallers.Tokens(subject))
            .AddSingleton<ILeniency>(leniency)
            .AddSingleton<IRefusedSignatures>(refused)
            .AddSingleton<IThrottle>(new ScriptedThrottle(hasty ?? []))
            .AddSingleton<IMissBudgets>(new ScriptedMissBudgets(curious ?? []));
        asked.AddTo(builder.Services);
        Furnish(builder.Services);

        var app = builder.Build();
        subject.Map(app);
        await app.StartAsync();
        return new(subject, app) { Answerer = asked, Leniency = leniency, Refused = refused };
    }

    /// <summary>Adds those fakes about which nothing is special, where the test has not added its own.</summary>
    public static void Furnish(IServiceCollection services)
    {
        services.TryAddSingleton<ICallerClock, ScriptedCallerClock>();
        services.TryAddSingleton<ILeniency, ScriptedLeniency>();
        services.TryAddSingleton<IOnceStamps, ScriptedOnceStamps>();
        services.TryAddSingleton<IRefusedSignatures, ScriptedRefusedSignatures>();
        services.TryAddSingleton<IBillPayments>(new ScriptedBillPayments());
        services.TryAddSingleton<IPaymentRequests>(new ScriptedPaymentRequests());
        services.TryAddSingleton<IBillOffice>(new ScriptedBillOffice());
        services.TryAddSingleton<IAccountInquiries, ScriptedAccountInquiries>();
        services.TryAddSingleton<IDisbursements>(_ => new ScriptedDisbursements());
        services.TryAddSingleton<IDayKeys>(_ => new ScriptedDayKeys());
    }

    /// <summary>Sends a request, and sees to it that the reply has the dialect's shape.</summary>
    public async Task<SnapReply> Send(SnapLetter letter)
    {
        var http = await _app.GetTestServer().SendAsync(http => Fill(http, letter));
        using var body = await JsonDocument.ParseAsync(http.Response.Body);
        var reply = new SnapReply(
            http.Response.StatusCode,
            http.Response.Headers["X-TIMESTAMP"].ToString(),
            body.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.ToString()));

        Assert.Equal("application/json", http.Response.ContentType);
        Assert.Equal(_subject.Vendor.Stamp(_app.Services.GetRequiredService<TimeProvider>().GetUtcNow()), reply.Stamp);
        Assert.Equal($"{reply.Http}", reply.Fields["responseCode"][..3]);
        if (reply.Http >= 400)
        {
            Assert.Equal(["responseCode", "responseMessage"], reply.Fields.Keys.Take(2));
            Assert.Empty(reply.Fields.Keys.Skip(2).Except(_subject.RefusalsShow));
        }

        return reply;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    static void Fill(HttpContext http, SnapLetter letter)
    {
        var target = letter.Target.Split('?', 2);
        http.Request.Method = letter.Method;
        http.Request.Path = target[0];
        http.Request.QueryString = new(target.Length == 2 ? "?" + target[1] : "");
        http.Request.Body = new MemoryStream(letter.Body);
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = letter.Target;

        foreach (var (name, value) in letter.Headers)
            http.Request.Headers[name] = value;
    }
}

/// <param name="Stamp">The reply's own X-TIMESTAMP.</param>
public sealed record SnapReply(int Http, string Stamp, Dictionary<string, string> Fields)
{
    /// <summary>Code and message, e.g. <c>4004201 Invalid Field Format amount</c>.</summary>
    public string Said => $"{Fields["responseCode"]} {Fields["responseMessage"]}";
}
