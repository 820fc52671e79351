using Periksa.Connectors.Ipg;
using Periksa.Inquiries;

namespace Periksa.Host.Connectors;

/// <summary>A connector to another gateway of IPG's.</summary>
static class IpgSettings
{
    const int BudgetMaximum = 60_000;

    public static IRoute Open(string name, SettingReader settings, IProviderTokens tokens)
    {
        var usual = new IpgRouteOptions
        {
            Name = new(name),
            ServiceBase = settings.NeededUrl("ServiceBase"),
            ApiKey = settings.NeededSecret("ApiKey"),
        };
        var (late, times) = LateSettings.Read(settings, LateMode.Repeat, usual.Times, LateMode.None, LateMode.Repeat);
        return new IpgRoute(usual with
        {
            ClientName = settings.Text("ClientName"),
            Path = settings.Text("Path") ?? usual.Path,
            Late = late,
            Times = times,
            Budget = settings.Milliseconds("BudgetMs", usual.Budget, BudgetMaximum),
        });
    }
}
