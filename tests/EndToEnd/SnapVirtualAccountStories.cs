using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>iFortepay's isVirtualAccount: what is owed on the sandbox's bills, in the answer and in the
/// callback.</summary>
public sealed class SnapVirtualAccountStories(SandboxTests.Sandbox sandbox) : IClassFixture<SandboxTests.Sandbox>
{
    [Theory]
    [InlineData("0090011234567890", "Y", "John Doe", "100000.00")]
    [InlineData("8673011234567890", "Y", "John Doe", "0.00")]             // open: nothing particular is owed
    [InlineData("8673010000000001", "Y", "Ani Wijaya", "2000000.00")]     // a part is paid
    [InlineData("8673010000000002", "Y", "Rudi Hartono", "0.00")]         // all is
    [InlineData("8673010000000003", "Y", "", null)]                       // expired
    [InlineData("8673010000000004", "Y", "Agus Salim", "200000.00")]      // two bills
    [InlineData("8673010000015000", "Y", "Test VA", "15000.00")]
    [InlineData("8673010000099999", "Y", "", null)]                       // none
    [InlineData("8673010000015000", "N", "", null)]                       // a number of a bill is no bank account
    [InlineData("0123456789", "Y", "", null)]                             // nor the other way round
    public async Task Answers_with_the_customer_and_the_sum_owed(
        string number, string isVirtual, string name, string? sum)
    {
        var toko = Snap.Toko(sandbox.Host, SnapDialect.IFortepay);
        var inbox = new Inbox(sandbox.Host, "toko-maju");

        var reply = await toko.Inquire(new SnapQuestion { Account = number, IsVirtual = isVirtual });

        Assert.Equal(
            ("2001600", "SUCCESS", name.Length > 0 ? "ACTIVE" : "INVALID", name, isVirtual, sum),
            (reply.Code, reply.Status, reply.Text("additionalInfo.beneficiaryAccountStatus"),
                reply.Text("beneficiaryAccountName"), reply.Text("additionalInfo.isVirtualAccount"),
                reply.Text("additionalInfo.amountVirtualAccount")));

        var callback = Assert.Single(await inbox.WaitFor(reply.Reference!));
        Assert.Equal(
            reply.Body.Replace(
                """{"responseCode":"2001600","responseMessage":"Successful",""", "{", StringComparison.Ordinal),
            callback.Body);
        callback.AssertSigned(toko.Partner, inbox.Url);
    }

    [Theory]
    [InlineData("008", "2001600")]
    [InlineData("gopay", "2001600")]
    [InlineData("999", "4041603")]
    public async Task Takes_any_bank_that_is_supported(string bank, string code)
    {
        var toko = Snap.Toko(sandbox.Host, SnapDialect.IFortepay);

        var reply = await toko.Inquire(
            new SnapQuestion { Bank = bank, Account = "8673010000015000", IsVirtual = "Y" });

        Assert.Equal((code, code == "2001600" ? "Test VA" : null), (reply.Code, reply.Text("beneficiaryAccountName")));
    }

    [Fact]
    public async Task A_bill_is_nobodys_once_it_has_expired()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        await new SandboxControls(host).Advance(TimeSpan.FromDays(367));

        var reply = await Snap.Toko(host, SnapDialect.IFortepay).Inquire(
            new SnapQuestion { Account = "8673010000000001", IsVirtual = "Y" });

        Assert.Equal(
            ("SUCCESS", "INVALID", ""),
            (reply.Status, reply.Text("additionalInfo.beneficiaryAccountStatus"),
                reply.Text("beneficiaryAccountName")));
    }
}
