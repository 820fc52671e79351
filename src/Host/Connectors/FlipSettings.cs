using Periksa.Connectors.Flip;
using Periksa.Inquiries;

namespace Periksa.Host.Connectors;

/// <summary>A connector to Flip.</summary>
static class FlipSettings
{
    const int BudgetMaximum = 60_000;

    public static IRoute Open(string name, SettingReader settings, IProviderTokens tokens)
    {
        var usual = new FlipRouteOptions
        {
            Name = new(name),
            ServiceBase = settings.NeededUrl("ServiceBase"),
            SecretKey = settings.NeededSecret("SecretKey"),
            ValidationToken = settings.NeededSecret("CallbackToken"),
        };
        // It calls back, and in no other way is it late.
        var (_, times) = LateSettings.Read(settings, LateMode.Callback, LateTimes.Usual, LateMode.Callback);
        return new FlipRoute(usual with
        {
            Path = settings.Text("Path") ?? usual.Path,
            BankCodes = settings.Map("BankCodes"),
            Budget = settings.Milliseconds("BudgetMs", usual.Budget, BudgetMaximum),
            Times = times,
        });
    }
}
