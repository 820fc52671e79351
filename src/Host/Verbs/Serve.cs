using System.CommandLine;
using Periksa.Disbursements;
using Periksa.Host.Api;
using Periksa.Host.Connectors;
using Periksa.Host.Logs;
using Periksa.Host.Pages;
using Periksa.Inquiries.Routing;
using Periksa.Wire.Http;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa serve</c>, or <c>periksa</c> alone: the gateway itself, until it is told to stop.</summary>
static class Serve
{
    public static Command Verb() =>
        new Command("serve", "Serves every dialect until it is told to stop; the same as no word.")
            .Does((_, interrupted) => Run(interrupted))
            .WithExamples("periksa serve", "ASPNETCORE_URLS=http://127.0.0.1:8090 periksa serve");

    static async Task Run(CancellationToken interrupted)
    {
        var builder = Settings.Builder();
        var mode = Settings.Mode(builder.Configuration);
        Settings.RefusePublicAddresses(builder.Configuration, mode);
        using var logs = Settings.EarlyLogs(builder.Configuration);
        var log = logs.CreateLogger("Periksa.Host");
        Log.Starts(log, CommandLine.Version, mode);
        KnownSettings.RefuseUnknown(builder.Configuration);
        var openId = OpenIdSettings.Read(builder.Configuration);
        Addresses.RefuseHindered(builder.Configuration);
        var operators = OperatorListener.Add(builder, mode);

        await using var database = await builder.OpenDatabase(logs, interrupted);

        builder.AddTelemetry();
        builder.AddStore(database, mode);
        builder.AddRetention(database);
        builder.AddRefusals(database, mode);
        builder.AddEngine();
        builder.AddConnectors(mode);
        builder.AddPayouts();
        if (mode is Mode.Sandbox)
            SandboxMode.Add(builder.Services, builder.Configuration);

        builder.AddCallbacks(mode);
        builder.Services.AddOperatorApi(mode);
        builder.Services.AddConsole(mode, openId);
        builder.AddHealth();
        Drain.Add(builder);

        await using var app = builder.Build();

        app.UseRequestIds();
        app.UseAccessLog();
        app.Services.GetRequiredService<Drain>().Use(app);
        app.UseProxies(Settings.Proxies(builder.Configuration));
        app.MapHealth();
        app.MapDialects(builder.Configuration);
        app.MapProviderCallbacks();
        if (mode is Mode.Sandbox)
            SandboxMode.Map(app);

        operators.MapOperators(app).MapOperatorApi().MapConsole(mode).MapMetrics();
        app.Settle();
        app.RefuseSharedPaths();
        app.MapUnknown(tells: mode is Mode.Sandbox);
        await app.Prepare(mode);
        Routes.RefuseNone(builder.Configuration, mode);
        TellWhomItAsks(app.Services, mode, log);
        await Start(app, interrupted);
        Banner.Show(app, mode);
        await app.WaitForShutdownAsync(interrupted);
    }

    static void TellWhomItAsks(IServiceProvider services, Mode mode, ILogger log)
    {
        var rules = services.GetRequiredService<RouteTable>().Rules;
        if (mode is Mode.Production && rules.Count == 0)
            Log.AsksNobody(log);

        foreach (var rule in rules)
            Log.Asks(log, rule);

        foreach (var rule in services.GetRequiredService<PayoutBanks>().Rules)
            Log.Pays(log, rule);
    }

    // One that does not come up has workers already, which must end before what they work on is gone.
    static async Task Start(WebApplication app, CancellationToken interrupted)
    {
        try
        {
            await app.StartAsync(interrupted);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }
}

static partial class Log
{
    [LoggerMessage(210, LogLevel.Information, "Periksa {Version} starts in {Mode} mode")]
    public static partial void Starts(ILogger logger, string version, Mode mode);

    [LoggerMessage(211, LogLevel.Information, "Whose an account is, is asked about bank {Rule}")]
    public static partial void Asks(ILogger logger, string rule);

    [LoggerMessage(212, LogLevel.Information, "Money is paid out into bank {Rule}")]
    public static partial void Pays(ILogger logger, string rule);

    [LoggerMessage(60, LogLevel.Warning,
        "Nobody is asked whose an account is: every inquiry is answered with a failure")]
    public static partial void AsksNobody(ILogger logger);
}
