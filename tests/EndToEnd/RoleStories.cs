using System.Net;
using Periksa.Postgres;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Hosts with a role that owns nothing.</summary>
public sealed class RoleStories
{
    const double PatienceSeconds = 30;

    [Fact]
    public async Task Migrates_as_the_owner_and_serves_as_another()
    {
        var access = await TestServer.CreateDatabaseWithRoles();
        var (refused, said) = await HostProcess.Refused(("ConnectionStrings__Periksa", access.Hosts!));
        Assert.Equal(1, refused);
        Assert.Contains("run periksa migrate with ConnectionStrings__PeriksaOwner", said);
        Assert.DoesNotContain("   at ", said);

        var (code, output, errors) = await HostProcess.Run("", Both(access), "migrate");
        Assert.True(code == 0, errors);
        Assert.Contains("001", output);

        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", access.Hosts!));
        await Play(host);

        Assert.Equal(0, (await Prove.Run(access.Hosts!)).ExitCode);
        Assert.Equal(0, await Count.Ask<int>(
            access.Owner!, "select count(*) from pg_class where relowner = 'periksa'::regrole"));
    }

    [Fact]
    public async Task Migrates_on_its_own_with_both()
    {
        var access = await TestServer.CreateDatabaseWithRoles();

        await using var host = await HostProcess.Start(Both(access));

        Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
        Assert.Contains("Nothing was applied", (await HostProcess.Run("", Both(access), "migrate")).Output);
    }

    [Theory]
    [InlineData("session")]
    [InlineData("transaction")]
    public async Task Works_behind_a_pooler(string mode)
    {
        var access = await TestServer.CreateDatabaseWithRoles();
        await using var bouncer = await Bouncer.Start(mode, access.Hosts!);
        var through = new DatabaseAccess(bouncer.Through(access.Hosts!), bouncer.Through(access.Owner!));

        await using var host = await HostProcess.Start(Both(through));
        await using var other = await HostProcess.Start(Both(through));
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 300).Select(i => Sento.Toko(i % 2 == 0 ? host : other).Inquire()));
        Assert.All(replies, reply => Assert.Equal("000", reply.Code));
        await Play(host);

        Assert.Equal(0, (await Prove.Run(access.Hosts!)).ExitCode);
        Assert.DoesNotContain("Exception", host.Output + other.Output);
    }

    // What writes: inquiries, invoices and their payment, deposits, days to come, and a new beginning.
    static async Task Play(HostProcess host)
    {
        var controls = new SandboxControls(host);
        await controls.Reset();
        var asked = await Sento.Toko(host).Inquire();
        Assert.Equal("000", asked.Code);
        var invoice = asked.Text("invoice_id")!;
        await controls.TopUp("toko-maju", "77.00");
        await controls.Advance(TimeSpan.FromDays(2));
        Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
        await Sento.Toko(host).Pay(invoice);
        await Eventually.Is(
            async () => (await Sento.Toko(host).Find(invoice)).Text("invoice_status") == "PAID", PatienceSeconds);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/ready")).StatusCode);
        await controls.Reset();
        Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
    }

    static (string, string)[] Both(DatabaseAccess access) =>
    [
        ("ConnectionStrings__Periksa", access.Hosts!), ("ConnectionStrings__PeriksaOwner", access.Owner!),
    ];
}
