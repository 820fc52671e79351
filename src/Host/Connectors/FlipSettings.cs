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
            MaintenanceUrl = ReadMaintenance(settings, usual.ServiceBase),
            Path = settings.Text("Path") ?? usual.Path,
            BankCodes = settings.Map("BankCodes"),
            Budget = settings.Milliseconds("BudgetMs", usual.Budget, BudgetMaximum),
            Times = times,
        });
    }

    // The secret key is sent there, too.
    static Uri? ReadMaintenance(SettingReader settings, Uri serviceBase)
    {
        var url = settings.Url("MaintenanceUrl");
        return url is null || (url.Scheme, url.Authority) == (serviceBase.Scheme, serviceBase.Authority)
            ? url
            : throw settings.Fault(
                "MaintenanceUrl", $"is at another host than ServiceBase, and would be sent the secret key: it is at {
                serviceBase.GetLeftPart(UriPartial.Authority)}");
    }
}
