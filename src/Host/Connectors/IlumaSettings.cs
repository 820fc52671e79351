using Periksa.Connectors.Iluma;
using Periksa.Inquiries;

namespace Periksa.Host.Connectors;

/// <summary>A connector to Iluma.</summary>
static class IlumaSettings
{
    const int BudgetMaximum = 60_000;

    public static IRoute Open(string name, SettingReader settings, IProviderTokens tokens, Mode mode)
    {
        Unverified.Demand(settings, mode);
        var usual = new IlumaRouteOptions
        {
            Name = new(name),
            ServiceBase = settings.NeededUrl("ServiceBase"),
            ApiKey = settings.NeededSecret("ApiKey"),
        };
        var (late, times) = LateSettings.Read(settings, usual.Late, usual.Times, LateMode.Create, LateMode.Poll);
        var banks = settings.Map("BankCodes");
        return new IlumaRoute(usual with
        {
            // Where nobody calls back nothing proves that somebody does.
            CallbackToken = late is LateMode.Create
                ? settings.NeededSecret("CallbackToken")
                : settings.Secret("CallbackToken"),
            Path = settings.Text("Path") ?? usual.Path,
            SentName = settings.Text("SentName") ?? usual.SentName,
            BankCodes = banks.Count > 0 ? banks : usual.BankCodes,
            Late = late,
            Times = times,
            Budget = settings.Milliseconds("BudgetMs", usual.Budget, BudgetMaximum),
        });
    }
}
