using Periksa.Connectors.Sandbox;
using Periksa.Engine;
using Periksa.Sandbox;
using Periksa.Store;
using Periksa.Store.Books;
using Periksa.Store.Journal;
using Periksa.Store.Sandbox;

namespace Periksa.Host;

/// <summary>Which part plays which role.</summary>
static class Composition
{
    public static Task<Database> OpenDatabase(
        this WebApplicationBuilder builder, CancellationToken interrupted) => Database.Open(
        builder.Configuration.GetConnectionString("Periksa"),
        builder.Configuration["PERIKSA_DATA"],
        Settings.EarlyLogs(builder.Configuration),
        tell: Console.WriteLine,
        interrupted);

    public static void AddStore(this WebApplicationBuilder builder, Database database, Mode mode)
    {
        var services = builder.Services;
        services.AddSingleton(database.Source);
        services.AddSingleton<Deployment>();
        services.AddSingleton(Settings.Journal(builder.Configuration));

        if (mode is Mode.Sandbox)
        {
            services.AddSingleton<SandboxClock>();
            services.AddSingleton<TimeProvider>(all => all.GetRequiredService<SandboxClock>());
        }
        else
        {
            services.AddSingleton(TimeProvider.System);
        }

        services.AddSingleton<MissBudgets>().AddSingleton<IMissBudgets>(all => all.GetRequiredService<MissBudgets>());
        services.AddSingleton<GroupWriter>();
        services.AddHosted<Journal>().AddSingleton<IJournal>(all => all.GetRequiredService<Journal>());
        services.AddHosted<Days>();
        services.AddHosted<Memory>().AddSingleton<ICredentials>(all => all.GetRequiredService<Memory>());

        services.AddSingleton<IInvoices, Invoices>();
        services.AddSingleton<InvoicePayments>();
        services.AddHosted<PaymentWorker>();
    }

    public static void AddEngine(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IThrottle, Throttle>();
        services.AddSingleton<ITeller, Teller>();
    }

    public static void AddConnectors(this WebApplicationBuilder builder, Mode mode)
    {
        var services = builder.Services;
        if (mode is Mode.Production)
        {
            services.AddSingleton<IConnector, NoConnector>();
            return;
        }

        services.AddSingleton<IConnector, SandboxBank>();
        services.AddSingleton<ISandboxDirectory>(all => all.GetRequiredService<Memory>());
        services.AddSingleton<SandboxStore>();
        services.AddSingleton<Deposits>();
        services.AddSingleton(World.Read());
    }

    /// <summary>Has everything in memory and in place before the first request is let in.</summary>
    public static async Task Prepare(this WebApplication app, Mode mode)
    {
        var services = app.Services;
        var deployment = services.GetRequiredService<Deployment>();
        if (mode is Mode.Production)
            await RefuseSandboxCredentials(deployment);

        await deployment.Claim(mode is Mode.Production ? "production" : "sandbox", CancellationToken.None);

        var memory = services.GetRequiredService<Memory>();
        await memory.Refresh(CancellationToken.None);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<Days>().MakeAround(now);

        if (mode is Mode.Sandbox)
            await services.GetRequiredService<SandboxStore>().Load(World.Read(), now, CancellationToken.None);

        await memory.Refresh(CancellationToken.None);
    }

    // A database may have come by secrets that everybody knows, under whatever name.
    static async Task RefuseSandboxCredentials(Deployment deployment)
    {
        var keys = World.Read().Partners.Select(partner => partner.Sento.ApiKey);
        if (await deployment.FindCredentials(keys, CancellationToken.None) is { Count: > 0 } names)
        {
            throw new SettingsException(
                $"Public API keys of the sandbox are in use by {string.Join(", ", names)}: give these credentials "
                + "other keys, or delete them, before you run in production.");
        }
    }

    static IServiceCollection AddHosted<T>(this IServiceCollection services) where T : class, IHostedService =>
        services.AddSingleton<T>().AddHostedService(all => all.GetRequiredService<T>());
}
