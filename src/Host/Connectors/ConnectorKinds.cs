using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Host.Connectors;

/// <summary>The kinds of connectors that this build knows. A new one is a line here and its reader.</summary>
static class ConnectorKinds
{
    static readonly Dictionary<string, Func<string, SettingReader, IProviderTokens, Mode, IRoute>> Readers =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Flip"] = (name, settings, tokens, _) => FlipSettings.Open(name, settings, tokens),
            ["Iluma"] = IlumaSettings.Open,
            ["Ipg"] = (name, settings, tokens, _) => IpgSettings.Open(name, settings, tokens),
            ["Sento"] = (name, settings, tokens, _) => SentoSettings.Open(name, settings, tokens),
            ["SingaPay"] = (name, settings, tokens, _) => SingaPaySettings.Open(name, settings, tokens),
            ["Snap"] = SnapSettings.Open,
        };

    /// <summary>Reads one connector, whose section is called as it is, and the terms on which it is asked.</summary>
    public static (IRoute Route, RouteTerms Terms) Open(
        IConfigurationSection section, IProviderTokens tokens, Mode mode)
    {
        var settings = new SettingReader(section);
        var kind = settings.Needed("Kind");
        if (!Readers.TryGetValue(kind, out var open))
            throw settings.Fault("Kind", $"is '{kind}': it is one of {string.Join(", ", Readers.Keys.Order())}");

        if (section.Key.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.')))
            throw new SettingsException($"{section.Path} is no name: it has letters, digits, '-', '_' and '.' alone.");

        var route = open(section.Key, settings, tokens, mode);
        if (route is not IMaintainedRoute && settings.Text("MaintenanceUrl") is not null)
        {
            throw settings.Fault(
                "MaintenanceUrl",
                $"is set, and what a provider of the kind {kind} answers there is not known: leave it out, and give "
                + "its maintenance as Windows");
        }

        var terms = TermSettings.Read(settings);
        settings.RefuseOthers();
        return (route, terms);
    }
}
