using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Periksa.Inquiries;
using Periksa.Tests.Support;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>What the tests ask, and of whom.</summary>
static class Play
{
    public const string Secret = "a-secret-of-the-client";
    public const string Reference = "01857b731f9a7c55b43363b53652f1c4";
    public const string Found =
        """
        {"responseCode":"2001600","responseMessage":"Successful","beneficiaryAccountName":"Test BCA",
        "beneficiaryAccountNo":"8753293240","beneficiaryBankCode":"014"}
        """;

    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    public static readonly DateTimeOffset Now = new(2023, 1, 4, 7, 49, 49, 123, TimeSpan.Zero);

    public static readonly RSA Key = RSA.Create(2048);

    public static readonly BankQuestion Question = new(
        new(Guid.Parse("01857b73-1f9a-7c55-b433-63b53652f1c4")), new("014", "8753293240"), Now);

    static readonly RouteName Route = new("bank");

    const string PartnerId = "8f548c9c439139b2285269e56db6b8ed";

    static readonly Dictionary<string, string> Values = new()
    {
        ["channel"] = "api",
        ["deviceId"] = "gateway-1",
        ["scope"] = "disbursement",
        ["sourceAccount"] = "8010009999",
    };

    /// <summary>A preset, with what an operator has to add.</summary>
    public static SnapRouteOptions Preset(string name)
    {
        var preset = SnapPreset.Find(name)!.Options;
        return preset with
        {
            ClientKey = "MCPD00000012",
            PartnerId = preset.PartnerIdLength is 0 ? PartnerId : PartnerId[..preset.PartnerIdLength],
            ChannelId = preset.ChannelId is "" ? "128" : preset.ChannelId,
            HmacSecret = Secret,
            PrivateKey = Key.ExportPkcs8PrivateKeyPem(),
            ReferencePrefix = new('7', preset.ReferencePrefixDigits),
            CustomerNumber = HasPlace(preset, "{customer}") ? "6281234567890" : null,
            SentName = HasPlace(preset, "{name}") ? "ANY NAME" : null,
            Values = preset.Values.Concat(Values).ToDictionary(),
            BankCodes = preset.BankForm is SnapBankForm.Listed
                ? new Dictionary<string, string> { ["014"] = "0140397" }
                : preset.BankCodes,
        };
    }

    /// <summary>The usual question, about a bank that may be asked about.</summary>
    public static BankQuestion QuestionFor(SnapRouteOptions options) =>
        Question with { Account = Question.Account with { BankCode = options.OwnBank ?? "014" } };

    public static SnapRoute Of(
        SnapRouteOptions options,
        Uri address,
        IProviderTokens? tokens = null,
        ProviderClientOptions? connection = null) => new(
            Route,
            "bank",
            options with { ServiceBase = options.ServiceBase ?? new Uri(address, "/snap") },
            tokens ?? new RememberedTokens(),
            connection,
            new StoppedClock(Now));

    /// <summary>The reply to the usual question, where a provider answers so.</summary>
    public static async Task<BankReply> Ask(SnapRouteOptions options, RequestDelegate answer)
    {
        await using var provider = await Provider.Start(answer);
        return await Ask(options, provider);
    }

    public static async Task<BankReply> Ask(
        SnapRouteOptions options, Provider provider, BankQuestion? question = null, IProviderTokens? tokens = null)
    {
        using var route = Of(options, provider.Address, tokens);
        return await route.Ask(question ?? Question, CancellationToken.None).WaitAsync(Soon);
    }

    static bool HasPlace(SnapRouteOptions options, string place) =>
        options.Body?.Contains(place, StringComparison.Ordinal) is true;
}
