using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Sdk.Tests;

/// <summary>A SNAP dialect on a bare host, and what it counted.</summary>
sealed class SnapHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 28, 16, 14, 10, TimeSpan.Zero);

    public static readonly PartnerId Partner = new("toko-maju");

    readonly BareHost _host;

    SnapHost(BareHost host) => _host = host;

    public SnapAnswerers Answerers { get; private init; } = new();

    /// <param name="change">What is special about the caller.</param>
    /// <param name="now">What the host's clock shows.</param>
    public static async Task<SnapHost> Open(
        SnapWire wire, Func<Credential, Credential>? change = null, DateTimeOffset? now = null)
    {
        var caller = change is null ? Caller(wire) : change(Caller(wire));
        var answerers = new SnapAnswerers();

        var host = await BareHost.Start(
            services => Furnish(services, caller, answerers, now ?? Now), wire.Map);
        return new(host) { Answerers = answerers };
    }

    /// <summary>All that a SNAP dialect needs.</summary>
    public static void Furnish(
        IServiceCollection services, Credential caller, SnapAnswerers answerers, DateTimeOffset now)
    {
        services
            .AddSingleton<TimeProvider>(new StoppedClock(now))
            .AddSingleton<ICallerClock, ScriptedCallerClock>()
            .AddSingleton<ICredentials>(new ScriptedCredentials(caller))
            .AddSingleton<IAccessTokens>(new ScriptedAccessTokens(caller.Caller))
            .AddSingleton<IOnceStamps, ScriptedOnceStamps>()
            .AddSingleton<IRefusedSignatures, ScriptedRefusedSignatures>()
            .AddSingleton<IThrottle>(new ScriptedThrottle())
            .AddSingleton<IMissBudgets>(new ScriptedMissBudgets());
        answerers.AddTo(services);
    }

    public static Credential Caller(SnapWire wire) => new(
        new(wire.Dialect), new(SnapSdk.Client), new(Partner, Active: true))
    {
        ClientSecret = new(SnapSdk.Secret),
        PublicKey = SnapSdk.PublicKey,
        IsBank = true,
        PayingAccounts = [new(SnapWire.PayingAccount)],
    };

    /// <summary>Code and message, e.g. <c>4004201 Invalid Field Format amount</c>.</summary>
    public async Task<string> Say(Sent sent)
    {
        using var request = sent.ToRequest();
        using var reply = await _host.Client.SendAsync(request);
        using var body = JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync());
        return $"{body.RootElement.GetProperty("responseCode")} {body.RootElement.GetProperty("responseMessage")}";
    }

    public string Counted => string.Join(", ", Answerers.Counted);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
