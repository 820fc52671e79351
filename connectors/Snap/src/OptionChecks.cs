using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Periksa.Inquiries;
using Periksa.Wire.Snap;

namespace Periksa.Connectors.Snap;

/// <summary>What is demanded of options before anything is asked by them.</summary>
internal static partial class OptionChecks
{
    const int ExternalIdLengthMaximum = 36;
    const int ReferenceLengthMaximum = 64;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="FormatException">An option is missing or malformed. No value that could be a secret is in its
    /// message.</exception>
    public static void Demand(SnapRouteOptions options)
    {
        DemandPlaces(options);
        DemandNames(options);
        DemandHeaders(options);
        DemandReferences(options);
        DemandBody(options);

        Demand(options.Budget > TimeSpan.Zero, "Budget is no time");
        Demand(options.RenewAhead >= TimeSpan.Zero, "RenewAhead is negative");
        Demand(options.HandleLifetime > TimeSpan.Zero, "HandleLifetime is no time");
        Demand(options.NameLength >= 0, "NameLength is negative");
        Demand(options.TokenLifetime is not { } lifetime || lifetime > TimeSpan.Zero, "TokenLifetime is no time");
        foreach (var code in options.Codes.Keys)
        {
            Demand(
                CodeForm.IsMatch(code),
                $"Codes has {code}, which is neither seven digits, nor like 404xx11, nor a word");
        }
    }

    static void DemandPlaces(SnapRouteOptions options)
    {
        Demand(options.Service is ServiceCodes.AccountInquiryInternal or ServiceCodes.AccountInquiryExternal
            or ServiceCodes.BankAccountInquiry, "Service is none of 15, 16 and 42");
        Demand(options.OwnBank is not null || options.Service is not ServiceCodes.AccountInquiryInternal,
            "OwnBank is missing: service 15 is about one bank's accounts");
        Demand(IsPlace(options.ServiceBase), "ServiceBase is no http or https URL without a query");
        Demand(options.TokenBase is null || IsPlace(options.TokenBase),
            "TokenBase is no http or https URL without a query");
        foreach (var path in new[] { options.Version, options.Path, options.SignedPath, options.TokenPath })
            Demand(path is null or "" || PathForm.IsMatch(path), $"{path} is no path that begins with a slash");
    }

    static void DemandNames(SnapRouteOptions options)
    {
        var isSymmetric = options.Signature is SnapSignature.Symmetric;
        Demand(options.ClientKey is not "" || !isSymmetric,
            "ClientKey is missing: access tokens are asked for with it");
        var partner = options.PartnerId ?? options.ClientKey;
        Demand(partner is not "", "PartnerId is missing");
        Demand(options.PartnerIdLength is 0 || partner.Length == options.PartnerIdLength,
            $"PartnerId is not of {options.PartnerIdLength} characters");
        Demand(options.ChannelId is not "", "ChannelId is missing");
        Demand(options.PrivateKey is not null, "PrivateKey is missing");
        Demand(options.HmacSecret is { Length: > 0 } || !isSymmetric, "HmacSecret is missing: it signs questions");
        Demand(options.Late is not (LateMode.Poll or LateMode.Create),
            "Late is neither None, Callback nor Repeat: no account inquiry of SNAP is asked for by an id");
        Demand(options.Late is not LateMode.Callback || (options.HmacSecret ?? options.ProviderPublicKey) is not null,
            "HmacSecret and ProviderPublicKey are missing: one of them verifies callbacks");
    }

    static void DemandHeaders(SnapRouteOptions options)
    {
        Demand(options.ExternalIdLength is > 0 and <= ExternalIdLengthMaximum,
            $"ExternalIdLength is not from 1 to {ExternalIdLengthMaximum}");
        Demand(IsVisible(options.ClientKey) && IsVisible(options.PartnerId ?? "") && IsVisible(options.ChannelId),
            "ClientKey, PartnerId or ChannelId have characters that a header cannot have");
        Demand(JsonType.IsMatch(options.ContentType), "ContentType is not that of JSON");
        foreach (var (name, value) in options.Headers)
            Demand(HeaderName.IsMatch(name) && IsVisible(value), $"Headers has {name}, which cannot be sent so");
    }

    static void DemandBody(SnapRouteOptions options)
    {
        Demand(IsObject(options.TokenBody), "TokenBody is no object in JSON");
        Demand(options.AdditionalInfo is null || options.AdditionalInfo.TrimStart().StartsWith('{'),
            "AdditionalInfo is no object in JSON");
        Demand(options.Body is null || options.AdditionalInfo is null,
            "Body and AdditionalInfo are both set, and the one is part of the other");
        Demand(options.BankForm is not SnapBankForm.Listed || options.BankCodes.Count > 0,
            "BankCodes is empty: this provider has codes of its own");

        var own = options.Values.Keys.FirstOrDefault(Questions.Own.Contains);
        Demand(own is null, $"Values has {own}, which is no value of its own");
        var questions = new Questions(options, new(options), new(options));
        var empty = questions.Empty.Concat(new Template(options.TokenBody).Places.Where(
            place => !options.Values.ContainsKey(place))).FirstOrDefault();
        Demand(empty is null, $"{Setting(empty)} is missing: the body has a place for it");

        Demand(options.Late is not LateMode.Callback || !questions.SendsExpectedName,
            $"Body has a place for {{{Questions.ExpectedName}}}, whose echo in a callback would be taken for a name");
        var bank = options.OwnBank ?? options.BankCodes.Keys.FirstOrDefault() ?? "014";
        var written = questions.Write(
            new(new(Guid.Empty), new(bank, "01"), DateTimeOffset.UnixEpoch));   // 01 is no number in JSON
        Demand(written is null || IsObject(Encoding.UTF8.GetString(written)),
            $"{(options.Body is null ? "AdditionalInfo" : "Body")} is no object in JSON");
    }

    static string Setting(string? place) => place switch
    {
        "customer" => "CustomerNumber",
        "name" => "SentName",
        _ => $"Values:{place}",
    };

    static void DemandReferences(SnapRouteOptions options)
    {
        var prefix = options.ReferencePrefix;
        Demand(prefix.Length <= ReferenceLengthMaximum - References.LengthMaximum,
            $"ReferencePrefix is longer than {ReferenceLengthMaximum - References.LengthMaximum} characters");
        Demand(options.ReferencePrefixDigits is 0
            || (prefix.Length == options.ReferencePrefixDigits && prefix.All(char.IsAsciiDigit)),
            $"ReferencePrefix is not of {options.ReferencePrefixDigits} digits");
        Demand(options.Late is LateMode.None || new References(options).AreSent,
            $"Body has no place for {{{References.Place}}}, by which a late answer is known");
    }

    static bool IsPlace(Uri? place) =>
        place is { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };

    static bool IsVisible(string text) => SnapHeaders.IsVisible(text, int.MaxValue);

    static bool IsObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new FormatException(otherwise + ".");
    }

    [GeneratedRegex("^[0-9]{7}$|^[0-9]{3}xx[0-9]{2}$|^[A-Z_]+$")]
    private static partial Regex CodeForm { get; }

    [GeneratedRegex("^/[!-~]*$")]
    private static partial Regex PathForm { get; }

    [GeneratedRegex("^application/json( *;.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex JsonType { get; }

    [GeneratedRegex("^[A-Za-z0-9-]+$")]
    private static partial Regex HeaderName { get; }
}
