using System.Net;
using System.Security.Cryptography;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>From an operator's sealed secret to a partner's first signed request, with nothing of the
/// sandbox's.</summary>
public sealed class SnapProductionStories
{
    static readonly RSA Key = RSA.Create(2048);

    [Fact]
    public async Task A_partner_with_a_sealed_secret_is_known_by_its_signature_and_told_that_there_is_no_bank()
    {
        var database = await TestServer.CreateDatabase();
        await using var receiver = await Receiver.Open();
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production"));
        foreach (var dialect in SnapDialect.Both)
        {
            await OwnPartner.Introduce(
                database, dialect, "our-client", await OwnPartner.Seal(dialect, "our-client", OwnPartner.Secret), Key);
        }

        await Count.Ask<int>(
            database,
            "insert into callback_endpoints values ('ifortepay', 'our-client', @Url) returning 1",
            new { receiver.Url });
        await Task.Delay(1000);

        var paydia = await new Snap(host.Client, Partner(SnapDialect.Paydia)).Inquire();
        Assert.Equal((HttpStatusCode.InternalServerError, "5004202"), (paydia.Http, paydia.Code));

        var iFortepay = await new Snap(host.Client, Partner(SnapDialect.IFortepay)).Inquire();
        Assert.Equal(("2001600", "FAILED", ""), (
            iFortepay.Code, iFortepay.Status, iFortepay.Text("beneficiaryAccountName")));

        // The sandbox's partners are nobody here.
        var toko = Snap.Toko(host, SnapDialect.Paydia);
        Assert.Equal("4017300", (await toko.Send(toko.PrepareToken())).Code);

        await Eventually.Is(async () => await Count.Ask<int>(
            database, "select count(*) from callback_attempts where error = 'the address is not public'") == 1);
        Assert.Equal("waiting", await Count.Ask<string>(
            database,
            "select state from callbacks where subject = @id",
            new { id = Guid.Parse(iFortepay.Reference!) }));
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task A_secret_is_sealed_for_one_caller_and_no_other()
    {
        var database = await TestServer.CreateDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production")))
        {
            // It has made the schema.
        }

        var elsewhere = await OwnPartner.Seal(SnapDialect.Paydia, "another-client", OwnPartner.Secret);
        await OwnPartner.Introduce(database, SnapDialect.Paydia, "our-client", elsewhere, Key);

        // Another secret opens, so the master key is the right one: that client alone is refused, by name.
        await OwnPartner.Introduce(
            database, SnapDialect.Paydia, "right-client", await OwnPartner.Seal(
                SnapDialect.Paydia, "right-client", OwnPartner.Secret), Key);
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production"));

        await Eventually.Is(() => Task.FromResult(host.Output.Contains("our-client", StringComparison.Ordinal)));
        Assert.DoesNotContain("right-client", host.Output);
        Assert.DoesNotContain(OwnPartner.Secret, host.Output);
    }

    [Fact]
    public async Task Production_refuses_to_start_with_a_secret_or_a_key_of_the_sandbox_under_any_name()
    {
        var database = await TestServer.CreateDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production")))
        {
            // It has made the schema.
        }

        var toko = SnapPartner.Toko(SnapDialect.IFortepay);
        await OwnPartner.Introduce(
            database, SnapDialect.IFortepay, "known-secret",
            await OwnPartner.Seal(SnapDialect.IFortepay, "known-secret", toko.Secret), Key);
        await OwnPartner.Introduce(
            database, SnapDialect.Paydia, "known-key", await OwnPartner.Seal(
                SnapDialect.Paydia, "known-key", OwnPartner.Secret), toko.Key);
        await OwnPartner.Introduce(
            database, SnapDialect.Paydia, "unknown", await OwnPartner.Seal(
                SnapDialect.Paydia, "unknown", OwnPartner.Secret), Key);

        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production"));

        Assert.Equal(1, code);
        Assert.Contains("known-secret", said);
        Assert.Contains("known-key", said);
        Assert.DoesNotContain(" unknown", said);
        Assert.DoesNotContain(toko.Secret, said);
    }

    [Theory]
    [InlineData("", "paydia our-client", "standard input")]
    [InlineData("\n", "paydia our-client", "standard input")]
    [InlineData("secret", "paydia", "periksa seal")]
    [InlineData("secret", "ifortpay our-client", "ifortepay, paydia, snap, singapay, ipg-channel, ipg-biller")]
    [InlineData("secret", "sento our-client", "ifortepay, paydia, snap, singapay, ipg-channel, ipg-biller")]
    public async Task Sealing_says_what_it_needs(string input, string arguments, string said)
    {
        var (code, output, errors) = await HostProcess.Run(input, ["seal", .. arguments.Split(' ')]);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sandbox")]
    [InlineData("production")]
    public async Task Sealing_takes_no_key_that_everybody_knows(string mode)
    {
        var (code, output, errors) = await HostProcess.Run(
            "secret", [("Periksa__Mode", mode), ("Periksa__MasterKey", "")], "seal", "paydia", "our-client");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Periksa__MasterKey", errors, StringComparison.Ordinal);
    }

    static SnapPartner Partner(SnapDialect dialect) => OwnPartner.Of(dialect, "our-client", Key);
}
