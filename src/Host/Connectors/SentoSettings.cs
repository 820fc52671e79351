using Periksa.Connectors.Sento;
using Periksa.Inquiries;

namespace Periksa.Host.Connectors;

/// <summary>A connector to Sento, or to OY by another name of the header.</summary>
static class SentoSettings
{
    const int BudgetMaximum = 60_000;

    public static IRoute Open(string name, SettingReader settings, IProviderTokens tokens)
    {
        var usual = new SentoRouteOptions
        {
            Name = new(name),
            ServiceBase = settings.NeededUrl("ServiceBase"),
            Username = settings.Needed("Username"),
            ApiKey = settings.NeededSecret("ApiKey"),
        };
        LateSettings.Read(settings, LateMode.None, LateTimes.Usual, LateMode.None);
        return new SentoRoute(usual with
        {
            UserHeader = settings.Text("UserHeader") ?? usual.UserHeader,
            Path = settings.Text("Path") ?? usual.Path,
            BankCodes = settings.Map("BankCodes"),
            Budget = settings.Milliseconds("BudgetMs", usual.Budget, BudgetMaximum),
        });
    }
}
