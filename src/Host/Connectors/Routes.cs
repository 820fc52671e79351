using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Host.Connectors;

/// <summary>The connectors and routes of the settings.</summary>
static class Routes
{
    /// <summary>Tells shells and supervisors that the configuration is at fault, as sysexits.h has it.</summary>
    public const int ConfigurationFault = 78;

    /// <summary>Reads them all, and opens no connection.</summary>
    /// <exception cref="SettingsException">One of them makes no sense.</exception>
    public static RouteTable Read(IConfiguration settings, IProviderTokens tokens, Mode mode)
    {
        var connectors = settings.GetSection("Periksa:Connectors").GetChildren()
            .Select(section => ConnectorKinds.Open(section, tokens, mode))
            .ToList();
        var routes = connectors.ConvertAll(one => one.Route);
        var rules = settings.GetSection("Periksa:Routes").GetChildren()
            .Select(section => ReadRule(new(section), routes))
            .ToList();

        return new(routes, rules, connectors.ToDictionary(one => one.Route.Name, one => one.Terms));
    }

    /// <summary>In production somebody is asked, or it is said that nobody is.</summary>
    public static void RefuseNone(IConfiguration settings, Mode mode)
    {
        var hasRoutes = settings.GetSection("Periksa:Routes").GetChildren().Any();
        if (mode is Mode.Production && !hasRoutes && !Settings.IsTrue(settings["Periksa:NoBank"]))
        {
            throw new SettingsException(
                "Nobody is configured who could be asked whose an account is: give Periksa__Routes and their "
                + "connectors, or set Periksa__NoBank=true, and account inquiries are answered with a failure.",
                ConfigurationFault);
        }
    }

    static RouteRule ReadRule(SettingReader settings, IReadOnlyList<IRoute> routes)
    {
        var (banks, use) = (settings.List("Banks"), settings.List("Use"));
        var extras = TermSettings.ReadExtras(settings, routes);
        settings.RefuseOthers();
        if (banks.Count == 0 || use.Count == 0)
            throw settings.Fault(banks.Count == 0 ? "Banks" : "Use", "is empty");

        static bool IsKnown(string bank) => bank == RouteTable.AnyBank || BankList.Published.Find(bank) is not null;
        if (banks.FirstOrDefault(bank => !IsKnown(bank)) is { } nobody)
            throw settings.Fault("Banks", $"names {nobody}, which is no code of the bank list");

        if (use.FirstOrDefault(name => routes.All(route => route.Name.Value != name)) is { } unknown)
            throw settings.Fault("Use", $"names {unknown}, and no connector is called so");

        return new(banks, [.. use.Select(name => new RouteName(name))]) { Extras = extras };
    }
}
