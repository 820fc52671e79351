using Periksa.Connectors.SingaPay;
using Periksa.Inquiries;

namespace Periksa.Host.Connectors;

/// <summary>A connector to SingaPay, which says whose an account is, and pays out.</summary>
static class SingaPaySettings
{
    const int BudgetMaximum = 60_000;

    public static IRoute Open(string name, SettingReader settings, IProviderTokens tokens)
    {
        var usual = new SingaPayOptions
        {
            Name = new(name),
            ServiceBase = settings.NeededUrl("ServiceBase"),
            PartnerId = settings.NeededSecret("PartnerId"),
            ClientId = settings.Needed("ClientId"),
            ClientSecret = settings.NeededSecret("ClientSecret"),
            AccountId = settings.Needed("AccountId"),
            CallbackUrl = CallbackUrl(settings),
        };
        try
        {
            return new SingaPayConnector(
                usual with { Budget = settings.Milliseconds("BudgetMs", usual.Budget, BudgetMaximum) }, tokens);
        }
        catch (FormatException e)
        {
            throw new SettingsException($"{settings.Path}: {e.Message}.");
        }
    }

    // Its text is what is signed, so it is kept as it is written.
    static string? CallbackUrl(SettingReader settings)
    {
        var text = settings.Text("CallbackUrl");
        return text is null || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            ? text
            : throw settings.Fault("CallbackUrl", $"is '{text}', which is no http or https URL");
    }
}
