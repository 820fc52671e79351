using Periksa.Connectors.Snap;
using Periksa.Inquiries;

namespace Periksa.Host.Connectors;

/// <summary>A connector that speaks SNAP, by a preset and what the settings say otherwise.</summary>
static class SnapSettings
{
    const int BudgetMaximum = 60_000;
    const int SecondsMaximum = 86_400;

    public static IRoute Open(string name, SettingReader settings, IProviderTokens tokens)
    {
        var options = Read(settings, Preset(settings));
        try
        {
            return new SnapRoute(new(name), name, options, tokens);
        }
        catch (FormatException e)
        {
            throw new SettingsException($"{settings.Path}: {e.Message}");
        }
    }

    static SnapRouteOptions Preset(SettingReader settings)
    {
        var name = settings.Text("Preset") ?? "standard";
        if (SnapPreset.Find(name) is not { } preset)
            throw settings.Fault("Preset", $"is '{name}': it is one of {string.Join(", ", SnapPreset.Names)}");

        if (preset.Status is not "documented" && !Settings.IsTrue(settings.Text("AllowUnverified")))
        {
            throw settings.Fault(
                "Preset",
                $"is '{name}', which nobody has verified with its provider: set AllowUnverified to true if you have");
        }

        settings.Text("AllowUnverified");
        return preset.Options;
    }

    static SnapRouteOptions Read(SettingReader settings, SnapRouteOptions preset)
    {
        var (late, token, externalId, paths) = (
            settings.Section(
                "Late"), settings.Section("Token"), settings.Section("ExternalId"), settings.Section("Paths"));
        var options = preset with
        {
            ServiceBase = settings.NeededUrl("ServiceBase"),
            TokenBase = settings.Url("TokenBase"),
            Version = settings.Text("Version") ?? preset.Version,
            Service = settings.Number("Service", preset.Service, 15, 16, 42),
            OwnBank = settings.Text("OwnBank") ?? preset.OwnBank,
            Path = paths.Text("Inquiry") ?? preset.Path,
            SignedPath = paths.Text("Signed") ?? preset.SignedPath,
            TokenPath = paths.Text("Token") ?? preset.TokenPath,
            ClientKey = settings.Needed("ClientKey"),
            PartnerId = settings.Text("PartnerId"),
            ChannelId = settings.Text("ChannelId") ?? preset.ChannelId,
            Headers = Over(preset.Headers, settings.Map("Headers")),
            Signature = settings.OneOf("Signature", preset.Signature),
            HmacSecret = settings.Secret("HmacSecret"),
            PrivateKey = settings.Secret("PrivateKey"),
            ProviderPublicKey = settings.Secret("ProviderPublicKey"),
            CallbackUrl = settings.Text("CallbackUrl"),
            HasMilliseconds = settings.Flag("HasMilliseconds", preset.HasMilliseconds),
            ExternalId = externalId.OneOf("Form", preset.ExternalId),
            ExternalIdLength = externalId.Whole("Length", preset.ExternalIdLength, 36),
            BankForm = settings.OneOf("BankForm", preset.BankForm),
            BankCodes = Over(preset.BankCodes, settings.Map("BankCodes")),
            Amount = settings.Text("Amount") ?? preset.Amount,
            CustomerNumber = settings.Text("CustomerNumber") ?? preset.CustomerNumber,
            AdditionalInfo = settings.Text("AdditionalInfo") ?? preset.AdditionalInfo,
            Codes = Over(preset.Codes, settings.Words<SnapOutcome>("Codes")),
            TokenBody = token.Text("Body") ?? preset.TokenBody,
            TokenLifetime = token.Seconds("LifetimeSeconds", preset.TokenLifetime, SecondsMaximum),
            RenewAhead = token.Seconds("RenewAheadSeconds", preset.RenewAhead, SecondsMaximum)!.Value,
            Late = late.OneOf("Mode", preset.Late),
            Budget = settings.Milliseconds("BudgetMs", preset.Budget, BudgetMaximum),
        };

        foreach (var section in new[] { late, token, externalId, paths })
            section.RefuseOthers();

        return options;
    }

    static Dictionary<string, T> Over<T>(
        IReadOnlyDictionary<string, T> preset, IReadOnlyDictionary<string, T> given)
    {
        var all = new Dictionary<string, T>(preset, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in given)
            all[name] = value;

        return all;
    }
}
