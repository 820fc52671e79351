using Periksa.Inquiries;
using static Periksa.Connectors.Snap.Tests.Signatures;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>What is sent, to the byte. Signatures are verified by .NET's own means, not by what made them.</summary>
public class RequestTests
{
    [Fact]
    public async Task Of_service_15_name_no_bank()
    {
        var (_, question) = await Sent(Play.Preset("standard") with { Service = 15, OwnBank = "014" });

        Assert.Equal("/snap/v1.0/account-inquiry-internal", question.Path);
        Assert.Equal(
            $$$"""
            {"partnerReferenceNo":"{{{Play.Reference}}}","beneficiaryAccountNo":"8753293240","additionalInfo":{}}
            """,
            question.Body);
    }

    [Fact]
    public async Task Without_a_token_are_signed_with_the_private_key()
    {
        var (token, question) = await Sent(
            Play.Preset("paydia") with { Signature = SnapSignature.Asymmetric, HmacSecret = null });

        Assert.Null(token);
        Assert.DoesNotContain(question.Headers, one => one.Key == "Authorization");
        Assert.True(IsOfOurKey(question, $"POST:{question.Path}:{Digest(question)}:{question["X-TIMESTAMP"]}"));
    }

    [Fact]
    public async Task Go_where_the_options_say_and_are_signed_for_what_was_sent()
    {
        await using var elsewhere = await Provider.Start(Provider.Says(500, ""));
        await using var provider = await Provider.Start(Provider.Says(500, ""));
        var options = Play.Preset("standard") with
        {
            ServiceBase = new Uri(provider.Address, "/intrabank/"),
            TokenBase = elsewhere.Address,
            TokenPath = "/auth/access-token/b2b",
            Path = "/v2.0/inquiry?by=number",
        };

        await Play.Ask(options, provider);

        Assert.Equal("/auth/access-token/b2b", Assert.Single(elsewhere.Sent).Path);
        var question = Assert.Single(provider.Sent);
        Assert.Equal("/intrabank/v2.0/inquiry?by=number", question.Path);
        Assert.Equal(Hmac(question, "token-1"), question["X-SIGNATURE"]);
    }

    [Fact]
    public async Task May_be_signed_for_another_path()
    {
        var (_, question) = await Sent(Play.Preset("standard") with { Path = "//inquiry", SignedPath = "/inquiry" });

        Assert.Equal("/snap//inquiry", question.Path);
        Assert.Equal(Hmac(question, "token-1", "/inquiry"), question["X-SIGNATURE"]);
    }

    [Fact]
    public async Task Say_what_else_a_provider_wants()
    {
        var options = Play.Preset("paydia") with
        {
            PartnerId = null,
            ChannelId = "95221",
            ContentType = "application/json; charset=utf-8",
            Headers = new Dictionary<string, string> { ["ORIGIN"] = "periksa.example", ["X-IP-ADDRESS"] = "10.0.0.1" },
            CustomerNumber = "6281234567890",
            Amount = "150000.00",
            AdditionalInfo =
                """{"beneficiaryBankCode":"{bank}","fee":"{amount}","to":"{account}","of":"{reference}"}""",
            BankCodes = new Dictionary<string, string> { ["014"] = "a \"b\"" },
            TokenBody = """{"grant_type":"client_credentials","scope":"inquiry"}""",
        };

        var (token, question) = await Sent(options);

        Assert.Equal(options.TokenBody, token!.Body);
        Assert.Equal("application/json; charset=utf-8", question["Content-Type"]);
        Assert.Equal(options.ClientKey, question["X-PARTNER-ID"]);
        Assert.Equal(
            ["CHANNEL-ID", "ORIGIN", "X-IP-ADDRESS"],
            question.Headers.Select(one => one.Key.ToUpperInvariant())
                .SkipWhile(name => name != "CHANNEL-ID").Take(3));
        Assert.Contains(
            """
            "customerNumber":"6281234567890","amount":{"value":"150000.00","currency":"IDR"},
            """,
            question.Body,
            StringComparison.Ordinal);
        Assert.EndsWith(
            $$$"""
            {"beneficiaryBankCode":"a \"b\"","fee":"150000.00","to":"8753293240","of":"{{{Play.Reference}}}"}}
            """,
            question.Body,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SnapBankForm.Code, "009", "009")]
    [InlineData(SnapBankForm.Code, "014", "0140397")]
    [InlineData(SnapBankForm.Bic, "008", "BMRIIDJA")]
    [InlineData(SnapBankForm.Bic, "014", "0140397")]
    [InlineData(SnapBankForm.BicOrCode, "008", "BMRIIDJA")]
    [InlineData(SnapBankForm.BicOrCode, "013", "013")]   // it has no BIC in the list
    [InlineData(SnapBankForm.BicOrCode, "014", "0140397")]
    [InlineData(SnapBankForm.Listed, "014", "0140397")]
    public async Task Name_a_bank_in_the_provider_s_form(SnapBankForm form, string bank, string theirs)
    {
        var options = Play.Preset("standard") with
        {
            BankForm = form,
            BankCodes = new Dictionary<string, string> { ["014"] = "0140397" },
        };

        var (_, question) = await Sent(options, Play.Question with { Account = new(bank, "1") });

        Assert.Contains($"\"beneficiaryBankCode\":\"{theirs}\"", question.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, SnapBankForm.Bic)]   // it has none
    [InlineData(16, SnapBankForm.Listed)]   // it is not listed
    [InlineData(15, SnapBankForm.Code)]   // its question would name no bank
    public async Task Are_not_sent_where_the_provider_cannot_be_asked_about_the_bank(int service, SnapBankForm form)
    {
        await using var provider = await Provider.Start(Provider.Says(200, Play.Found));
        var options = Play.Preset("standard") with
        {
            Service = service,
            OwnBank = "014",
            BankForm = form,
            BankCodes = new Dictionary<string, string> { ["014"] = "0140397" },
        };

        var reply = await Play.Ask(
            options, provider, Play.Question with { Account = new("gopay", "081234567890") });

        Assert.Equal(RouteFault.Misconfigured, Assert.IsType<BankReply.NotAsked>(reply).Fault);
        Assert.Empty(provider.Sent);
    }

    [Theory]
    [InlineData(SnapIdForm.Digits, 32, "^[0-9]{32}$")]
    [InlineData(SnapIdForm.Digits, 9, "^[0-9]{9}$")]
    [InlineData(SnapIdForm.Alphanumeric, 20, "^[0-9A-Za-z]{20}$")]
    [InlineData(SnapIdForm.Uuid, 32, "^[0-9a-f]{8}-[0-9a-f-]{27}$")]
    public async Task Have_an_external_id_of_their_own(SnapIdForm form, int length, string pattern)
    {
        await using var provider = await Provider.Start(Provider.Says(500, ""));
        using var route = Play.Of(
            Play.Preset("standard") with { ExternalId = form, ExternalIdLength = length }, provider.Address);

        await route.Ask(Play.Question, CancellationToken.None);
        await route.Ask(Play.Question, CancellationToken.None);

        string[] ids = [.. provider.Questions.Select(question => question["X-EXTERNAL-ID"])];
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches(pattern, id));
    }

    [Fact]
    public async Task Have_the_same_reference_whenever_the_same_is_asked()
    {
        var options = Play.Preset("standard") with { Reference = SnapReferenceForm.Digits, ReferencePrefix = "7001" };

        var (_, first) = await Sent(options);
        var (_, second) = await Sent(options);

        Assert.Contains("\"7001002022307335370783278443635746811343300\"", first.Body, StringComparison.Ordinal);
        Assert.Equal(first.Body, second.Body);
    }

    static async Task<(SentRequest? Token, SentRequest Question)> Sent(
        SnapRouteOptions options, BankQuestion? question = null)
    {
        await using var provider = await Provider.Start(Provider.Says(500, ""));
        await Play.Ask(options, provider, question);
        return (provider.Sent.SingleOrDefault(one => one.IsForToken), provider.Questions.Single());
    }
}
