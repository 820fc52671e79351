using System.Net;
using System.Text;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>The standard itself: several services that share a caller's keys, and where an operator puts
/// them.</summary>
public sealed class SnapStandardStories
{
    const string Internal = "/openapi/v1.0/account-inquiry-internal";
    const string TransferToBank = "/openapi/v1.0/emoney/bank-account-inquiry";

    [Fact]
    public async Task An_external_id_and_a_reference_are_used_up_by_whichever_service_hears_them_first()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var toko = Snap.Toko(host, SnapDialect.Standard);
        var first = new SnapQuestion();

        Assert.Equal("2001600", (await toko.Inquire(first)).Code);

        var sameId = new SnapQuestion { ExternalId = first.ExternalId };
        Assert.Equal("4091600", (await toko.Inquire(sameId)).Code);
        Assert.Equal("4091500", (await toko.Inquire(AtOwnBank(sameId))).Code);
        Assert.Equal("4094200", (await toko.Inquire(BeforeTransfer(sameId))).Code);

        var sameReference = new SnapQuestion { Reference = first.Reference };
        Assert.Equal("4091501", (await toko.Inquire(AtOwnBank(sameReference))).Code);
        Assert.Equal("4094201", (await toko.Inquire(BeforeTransfer(sameReference with
        {
            ExternalId = SnapQuestion.Unique(),
        }))).Code);

        // Another caller's keys are its own.
        Assert.Equal("2001600", (await Snap.Warung(host, SnapDialect.Standard).Inquire(first)).Code);
    }

    [Fact]
    public async Task A_token_is_good_for_every_service_and_in_no_other_dialect()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var (toko, bank) = (Snap.Toko(host, SnapDialect.Standard), new Snap(host.Client, SnapPartner.Bank));

        Assert.Equal("2001500", (await toko.Inquire(AtOwnBank(new()))).Code);
        Assert.Equal("2004200", (await toko.Inquire(BeforeTransfer(new()))).Code);
        Assert.Equal("2001600", (await bank.Inquire()).Code);

        var atPaydia = Snap.Toko(host, SnapDialect.Paydia);
        atPaydia.Keep(await toko.Token());
        Assert.Equal("4014201", (await atPaydia.Inquire()).Code);

        toko.Keep(await bank.Token());
        Assert.Equal("4011601", (await toko.Inquire()).Code);
    }

    [Fact]
    public async Task Is_served_where_its_prefix_and_version_say_and_about_the_bank_that_is_the_own_one()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            ("Periksa__Dialects__Snap__Prefix", "/intrabank/snap"),
            ("Periksa__Dialects__Snap__Version", "v2.0"),
            ("Periksa__Dialects__Snap__OwnBank", "008"));
        var moved = SnapDialect.Standard with
        {
            TokenPath = "/intrabank/snap/v2.0/access-token/b2b",
            InquiryPath = "/intrabank/snap/v2.0/account-inquiry-internal",
        };
        var toko = Snap.Toko(host, moved);

        var found = await toko.Inquire(AtOwnBank(new() { Account = "12341234" }) with { Target = null });
        Assert.Equal(("2001500", "John Doe"), (found.Code, found.Text("beneficiaryAccountName")));

        using var gone = await host.Client.PostAsync(Internal, content: null);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("Periksa__Dialects__Snap__Version", "v1/0")]
    [InlineData("Periksa__Dialects__Snap__OwnBank", "BCA")]
    public async Task A_setting_that_makes_no_sense_is_refused_at_the_start(string name, string value)
    {
        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), (name, value));

        Assert.Equal(1, code);
        Assert.Contains(name, said, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", said, StringComparison.Ordinal);
    }

    static SnapQuestion AtOwnBank(SnapQuestion question) => question with
    {
        Target = Internal,
        Body = Encoding.UTF8.GetBytes(
            $$"""{"partnerReferenceNo":"{{question.Reference}}","beneficiaryAccountNo":"{{question.Account}}"}"""),
    };

    static SnapQuestion BeforeTransfer(SnapQuestion question) => question with
    {
        Target = TransferToBank,
        Body = Encoding.UTF8.GetBytes(
            $$$"""
            {"partnerReferenceNo":"{{{question.Reference}}}","customerNumber":"628123",
            "amount":{"value":"1.00","currency":"IDR"},"beneficiaryAccountNumber":"{{{question.Account}}}",
            "additionalInfo":{"beneficiaryBankCode":"{{{question.Bank}}}"}}
            """.ReplaceLineEndings("")),
    };
}
