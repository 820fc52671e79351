using System.Runtime.CompilerServices;
using Periksa.Host.Asking;
using Periksa.Host.Connectors;
using Periksa.Connectors.Sandbox;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Host.Pages.Sandbox;
using Periksa.Ledger;
using Periksa.Partners;
using Periksa.Sandbox;
using Periksa.Sandbox.Store;

namespace Periksa.Host;

/// <summary>All that the host knows of the sandbox.</summary>
/// <remarks>A method that names a type has its assembly loaded when it is compiled, so nothing here is inlined: what
/// runs in production never loads a sandbox.</remarks>
static class SandboxMode
{
    public static string MasterKey
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => World.MasterKey;
    }

    /// <summary>Toko Maju in a dialect, or where banks ask one of them, with secrets that everybody knows; <c>null</c>
    /// where it is not known there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static KnownCaller? Caller(string dialect) => WorldCaller.Find("toko-maju", dialect) is { } known
        ? new()
        {
            Dialect = dialect,
            Name = known.Name,
            ClientId = known.ClientId,
            Secret = known.Secret,
            PrivateKey = known.PrivateKey,
        }
        : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(IServiceCollection services, IConfiguration settings)
    {
        settings["Periksa:Dialects:Snap:OwnBank"] ??= World.OwnBank;

        services.AddSingleton<SandboxClock>().AddSingleton<SandboxCache>();
        services.AddSingleton<ICompanionCache>(all => all.GetRequiredService<SandboxCache>());
        services.AddSingleton<TimeProvider>(all => all.GetRequiredService<SandboxClock>());

        services.AddKeyedSingleton<IConnector, SandboxBank>(ConnectorRoles.Unrouted);
        services.AddSingleton<IPayoutBank, SandboxPayoutBank>().AddSingleton<ISandboxPayouts, SandboxPayouts>();
        services.AddSingleton<ISandboxDirectory>(all => all.GetRequiredService<SandboxCache>());
        services.AddSingleton<SandboxStore>();
        services.AddSingleton<SandboxInbox>().AddSingleton<SandboxTime>();
        services.AddSingleton<Deposits>().AddSingleton<PayingAccounts>();
        services.AddSingleton(World.Read());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Map(WebApplication app)
    {
        app.MapDialectDocs(app.Configuration);
        app.MapSandbox();
        SandboxPages.Map(app);
    }

    /// <summary>Puts into the database what is missing of the world that ships.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task Load(IServiceProvider services, DateTimeOffset now) =>
        services.GetRequiredService<SandboxStore>().Load(World.Read(), now, CancellationToken.None);
}
