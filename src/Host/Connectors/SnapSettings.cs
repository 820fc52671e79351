using Periksa.Connectors.Snap;
using Periksa.Inquiries;

namespace Periksa.Host.Connectors;

/// <summary>A connector that speaks SNAP, by a preset and what the settings say otherwise.</summary>
static class SnapSettings
{
    const int BudgetMaximum = 60_000;
    const int SecondsMaximum = 86_400;
    const int HeaderMaximum = 36;
    const int NameMaximum = 255;

    public static IRoute Open(string name, SettingReader settings, IProviderTokens tokens, Mode mode)
    {
        Func<SettingReader, SnapRouteOptions, SnapRouteOptions>[] parts =
            [Place, Caller, Ids, Body, Answers, Token, Late];
        var options = parts.Aggregate(Preset(settings, mode), (options, read) => read(settings, options));
        // A name that is misspelt is told before what is missing for it.
        settings.Expect(["Kind", .. TermSettings.Names]);
        settings.RefuseOthers();
        try
        {
            return new SnapRoute(new(name), name, options, tokens);
        }
        catch (FormatException e)
        {
            throw new SettingsException($"{settings.Path}: {e.Message}");
        }
    }

    static SnapRouteOptions Preset(SettingReader settings, Mode mode)
    {
        var name = settings.Text("Preset") ?? "standard";
        var isAllowed = settings.Flag("AllowUnverified", otherwise: false);
        if (SnapPreset.Find(name) is not { } preset)
            throw settings.Fault("Preset", $"is '{name}': it is one of {string.Join(", ", SnapPreset.Names)}");

        if (mode is Mode.Production && !preset.IsDocumented && !isAllowed)
        {
            throw settings.Fault(
                "Preset",
                $"is '{name}', which nobody has verified with its provider: set AllowUnverified to true if you have");
        }

        return preset.Options;
    }

    static SnapRouteOptions Place(SettingReader settings, SnapRouteOptions preset)
    {
        var paths = settings.Section("Paths");
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
        };
        paths.RefuseOthers();
        return options;
    }

    static SnapRouteOptions Caller(SettingReader settings, SnapRouteOptions preset) => preset with
    {
        ClientKey = settings.Text("ClientKey") ?? preset.ClientKey,
        PartnerId = settings.Text("PartnerId") ?? preset.PartnerId,
        PartnerIdLength = settings.Whole("PartnerIdLength", preset.PartnerIdLength, HeaderMaximum),
        ChannelId = settings.Text("ChannelId") ?? preset.ChannelId,
        Headers = Over(preset.Headers, settings.Map("Headers")),
        ContentType = settings.Text("ContentType") ?? preset.ContentType,
        Signature = settings.OneOf("Signature", preset.Signature),
        HmacSecret = settings.Secret("HmacSecret"),
        PrivateKey = settings.Secret("PrivateKey"),
        HasMilliseconds = settings.Flag("HasMilliseconds", preset.HasMilliseconds),
    };

    static SnapRouteOptions Ids(SettingReader settings, SnapRouteOptions preset)
    {
        var (externalId, reference) = (settings.Section("ExternalId"), settings.Section("Reference"));
        var options = preset with
        {
            ExternalId = externalId.OneOf("Form", preset.ExternalId),
            ExternalIdLength = externalId.Whole("Length", preset.ExternalIdLength, HeaderMaximum),
            Reference = reference.OneOf("Form", preset.Reference),
            ReferencePrefix = reference.Text("Prefix") ?? preset.ReferencePrefix,
        };
        externalId.RefuseOthers();
        reference.RefuseOthers();
        return options;
    }

    static SnapRouteOptions Body(SettingReader settings, SnapRouteOptions preset)
    {
        var body = settings.Text("Body");
        return preset with
        {
            BankForm = settings.OneOf("BankForm", preset.BankForm),
            BankCodes = Over(preset.BankCodes, settings.Map("BankCodes")),
            Amount = settings.Text("Amount") ?? preset.Amount,
            CustomerNumber = settings.Text("CustomerNumber") ?? preset.CustomerNumber,
            SentName = settings.Text("SentName") ?? preset.SentName,
            Values = Over(preset.Values, settings.Map("Values")),
            Body = body ?? preset.Body,
            AdditionalInfo = settings.Text("AdditionalInfo") ?? (body is null ? preset.AdditionalInfo : null),
            EscapesAsPhp = settings.Flag("EscapesAsPhp", preset.EscapesAsPhp),
        };
    }

    static SnapRouteOptions Answers(SettingReader settings, SnapRouteOptions preset) => preset with
    {
        Codes = Over(preset.Codes, settings.Words<SnapOutcome>("Codes")),
        NameLength = settings.Whole("NameLength", preset.NameLength, NameMaximum),
        HandleField = settings.Text("HandleField") ?? preset.HandleField,
        HandleLifetime = settings.Seconds("HandleLifetimeSeconds", preset.HandleLifetime, SecondsMaximum)!.Value,
        CodesComeWithOk = settings.Flag("CodesComeWithOk", preset.CodesComeWithOk),
        Budget = settings.Milliseconds("BudgetMs", preset.Budget, BudgetMaximum),
    };

    static SnapRouteOptions Token(SettingReader settings, SnapRouteOptions preset)
    {
        var token = settings.Section("Token");
        var options = preset with
        {
            TokenBody = token.Text("Body") ?? preset.TokenBody,
            TokenLifetime = token.Seconds("LifetimeSeconds", preset.TokenLifetime, SecondsMaximum),
            RenewAhead = token.Seconds("RenewAheadSeconds", preset.RenewAhead, SecondsMaximum)!.Value,
            LatestWins = token.Flag("LatestWins", preset.LatestWins),
        };
        token.RefuseOthers();
        return options;
    }

    static SnapRouteOptions Late(SettingReader settings, SnapRouteOptions preset)
    {
        // No account inquiry of SNAP that is published has an id by which its answer could be asked for.
        var (mode, times) = LateSettings.Read(
            settings, preset.Late, new(preset.Schedule), LateMode.None, LateMode.Callback, LateMode.Repeat);
        return preset with
        {
            Late = mode,
            Schedule = times.Schedule,
            GiveUp = times.GiveUp,
            CallbackUrl = settings.Text("CallbackUrl"),
            CallbackAnswer = settings.Text("CallbackAnswer") ?? preset.CallbackAnswer,
            ProviderPublicKey = settings.Secret("ProviderPublicKey"),
        };
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
