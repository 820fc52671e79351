using System.Security.Cryptography;
using Periksa.Inquiries;

namespace Periksa.Connectors.Snap.Tests;

public class OptionTests
{
    public static TheoryData<string, Func<SnapRouteOptions, SnapRouteOptions>> Wrong => new()
    {
        { "ServiceBase", good => good with { ServiceBase = new("ftp://bank.example") } },
        { "ServiceBase", good => good with { ServiceBase = new("https://bank.example/?key=1") } },
        { "ServiceBase", good => good with { ServiceBase = new("https://user:secret@bank.example/") } },
        { "TokenBase", good => good with { TokenBase = new("/token", UriKind.Relative) } },
        { "Service", good => good with { Service = 18 } },
        { "OwnBank", good => good with { Service = 15 } },
        { "path", good => good with { Path = "v1.0/inquiry" } },
        { "path", good => good with { Version = "/v1 0" } },
        { "ClientKey", good => good with { ClientKey = "" } },
        { "PartnerId", good => good with { ClientKey = "", PartnerId = "", Signature = SnapSignature.Asymmetric } },
        { "ChannelId", good => good with { ChannelId = "" } },
        { "ChannelId", good => good with { ChannelId = "a\r\nb" } },
        { "HmacSecret", good => good with { HmacSecret = null } },
        { "PrivateKey", good => good with { PrivateKey = null } },
        { "PrivateKey", good => good with { PrivateKey = "secret" } },
        { "PrivateKey", good => good with { PrivateKey = Play.Key.ExportSubjectPublicKeyInfoPem() } },
        { "PrivateKey", good => good with { PrivateKey = Small.ExportPkcs8PrivateKeyPem() } },
        { "ProviderPublicKey", good => good with { ProviderPublicKey = "secret" } },
        { "ExternalIdLength", good => good with { ExternalIdLength = 37 } },
        { "ContentType", good => good with { ContentType = "text/plain" } },
        { "Headers", good => good with { Headers = new Dictionary<string, string> { ["A B"] = "" } } },
        { "Headers", good => good with { Headers = new Dictionary<string, string> { ["A"] = "\n" } } },
        { "AdditionalInfo", good => good with { AdditionalInfo = "[]" } },
        { "AdditionalInfo", good => good with { AdditionalInfo = "{" } },
        { "AdditionalInfo", good => good with { AdditionalInfo = "{},{}" } },
        { "AdditionalInfo", good => good with { AdditionalInfo = """{"to":{account}}""" } },
        { "AdditionalInfo", good => good with { AdditionalInfo = "{,}", Service = 15, OwnBank = "009" } },
        { "AdditionalInfo", good => good with { Body = """{"of":"{reference}"}""" } },
        { "Body", good => good with { AdditionalInfo = null, Body = "[\"{reference}\"]" } },
        { "Body", good => good with { AdditionalInfo = null, Body = """{"a":"{reference}","a":"{bank}"}""" } },
        { "Body", good => good with { AdditionalInfo = null, Body = """{"to":"{account}"}""" } },   // it calls back
        {
            "Body", good => good with
            {
                AdditionalInfo = null,
                Body = """{"of":"{reference}","name":"{expectedName}"}""",
                Values = new Dictionary<string, string> { ["expectedName"] = "A" },
                Late = LateMode.Callback,
                CallbackUrl = null,
            }
        },
        { "HandleLifetime", good => good with { HandleLifetime = TimeSpan.Zero } },
        { "Values:to", good => good with { AdditionalInfo = """{"to":"{to}"}""" } },
        { "Values:grant", good => good with { TokenBody = """{"grantType":"{grant}"}""" } },
        { "bank", good => good with { Values = new Dictionary<string, string> { ["bank"] = "014" } } },
        { "ReferencePrefix", good => good with { ReferencePrefix = new('7', 26) } },
        { "PartnerId", good => good with { PartnerIdLength = 5 } },
        { "BankCodes", good => good with { BankForm = SnapBankForm.Listed } },
        { "TokenBody", good => good with { TokenBody = "grantType=client_credentials" } },
        { "Codes", good => good with { Codes = new Dictionary<string, SnapOutcome> { ["404"] = default } } },
        { "Late", good => good with { Late = LateMode.Poll } },
        { "Late", good => good with { Late = LateMode.Create } },
        { "Budget", good => good with { Budget = TimeSpan.Zero } },
        { "RenewAhead", good => good with { RenewAhead = TimeSpan.FromSeconds(-1) } },
        { "TokenLifetime", good => good with { TokenLifetime = TimeSpan.Zero } },
    };

    static readonly RSA Small = RSA.Create(1024);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Are_refused_by_name_and_without_a_secret(
        string name, Func<SnapRouteOptions, SnapRouteOptions> spoil)
    {
        var options = spoil(Play.Preset("ifortepay") with { ServiceBase = new("https://bank.example/") });

        var refused = Assert.Throws<FormatException>(() => Play.Of(options, options.ServiceBase!));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_keys_as_openssl_writes_them()
    {
        using var route = Play.Of(
            Play.Preset("standard") with { PrivateKey = Play.Key.ExportRSAPrivateKeyPem() }, Faults.Nobody());

        Assert.Equal("bank", route.Name.Value);
    }

    [Fact]
    public void Show_no_secret_in_text() =>
        Assert.Equal(
            "SNAP 16 at https://bank.example/",
            (Play.Preset("ifortepay") with { ServiceBase = new("https://bank.example/") }).ToString());
}
