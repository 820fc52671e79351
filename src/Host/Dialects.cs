using Periksa.Callbacks;
using Periksa.Dialects.IFortepay;
using Periksa.Dialects.Ipg;
using Periksa.Dialects.Oy;
using Periksa.Dialects.Paydia;
using Periksa.Dialects.Sento;
using Periksa.Dialects.SingaPay;
using Periksa.Dialects.Snap;
using Periksa.Wire.Http;

namespace Periksa.Host;

/// <summary>The dialects that this build speaks. A new one is a line here.</summary>
static class Dialects
{
    public static IReadOnlyList<IDialect> All { get; } =
    [
        new SentoDialect(),
        new OyDialect(),
        new IFortepayDialect(),
        new PaydiaDialect(),
        new SnapDialect(),
        new SingaPayDialect(),
        new IpgChannelDialect(),
        new IpgBillerDialect(),
    ];

    /// <summary>What the credentials of each are made of, by its name.</summary>
    public static IReadOnlyDictionary<string, CredentialShape> Credentials { get; } =
        All.ToDictionary(dialect => dialect.Name, dialect => ((IHasCredentials)dialect).Credentials);

    /// <summary>Has those that call back known to whoever composes what they say, and to the courier.</summary>
    public static void AddDialects(this IServiceCollection services)
    {
        foreach (var callbacks in All.Select(dialect => dialect.Callbacks).OfType<Type>())
            services.AddSingleton(typeof(ICallbackDialect), callbacks);
    }

    /// <summary>Serves them all, each under the prefix and the host that the settings name for it.</summary>
    public static void MapDialects(this IEndpointRouteBuilder routes, IConfiguration settings)
    {
        foreach (var dialect in All)
        {
            var own = Settings.Of(dialect, settings);
            var group = routes.MapGroup(own.Prefix);
            if (own.Host is { } host)
                group.RequireHost(host);

            Map(dialect, group);
        }
    }

    // A dialect reads what is its own alone, and says which of it makes no sense.
    static void Map(IDialect dialect, RouteGroupBuilder group)
    {
        try
        {
            dialect.Map(group);
        }
        catch (FormatException e)
        {
            throw new SettingsException(e.Message);
        }
    }
}
