using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Host.Connectors;

/// <summary>Which part plays which role where providers are asked.</summary>
static class ConnectorRoles
{
    /// <summary>The key of whoever answers for banks without a route.</summary>
    public const string Unrouted = "unrouted";

    /// <summary>The providers that are asked, in the order of the settings. For banks without a route a sandbox brings
    /// a bank of its own.</summary>
    public static void AddConnectors(this WebApplicationBuilder builder, Mode mode)
    {
        var services = builder.Services;
        if (mode is Mode.Production)
        {
            services.AddKeyedSingleton<IConnector, NoConnector>(Unrouted);
            services.AddSingleton<IPayoutBank, NoPayoutBank>();
        }

        services.AddSingleton<IProviderTokens, ProviderTokens>();
        services.AddSingleton(all => Routes.Read(
            builder.Configuration, all.GetRequiredService<IProviderTokens>(), mode));
        services.AddSingleton(new RouteHealth()).AddSingleton(new Closures()).AddSingleton(new RouteLimits());
        services.AddSingleton<Spending>().AddSingleton<PaidQuestions>();
        services.AddSingleton<RouteChoice>().AddSingleton<RouteAsker>().AddSingleton<TwoHolders>();
        services.AddSingleton<Hedge>().AddSingleton<Shadows>();
        services.AddHosted<RouteWatch>().AddHosted<MaintenanceWatch>();
        services.AddSingleton<IConnector>(all => ActivatorUtilities.CreateInstance<Router>(
            all, all.GetRequiredKeyedService<IConnector>(Unrouted)));
    }
}
