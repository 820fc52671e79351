using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Operators find an inquiry again at the command line, and see its whole way.</summary>
public sealed class InquiryVerbStories
{
    const string Found = "0123456789";

    [Fact]
    public async Task An_inquiry_is_found_by_its_callers_reference_in_every_dialect_that_has_one()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        foreach (var dialect in new[] { SnapDialect.Paydia, SnapDialect.IFortepay, SnapDialect.Standard })
        {
            var question = new SnapQuestion { Reference = $"ORDER-{dialect.Name}" };
            Assert.StartsWith("200", (await Snap.Toko(host, dialect).Inquire(question)).Code);

            var one = Assert.Single(await Find(database, "--reference", $"ORDER-{dialect.Name}"));
            Assert.Equal(dialect.Name, one.Text("dialect"));
            Assert.Equal(one.Text("id"), Assert.Single(await Find(database, "--reference", one.Text("id"))).Text("id"));
        }

        // A caller without references of its own knows ours.
        var sento = await Sento.Toko(host).Inquire(Found, "014");
        Assert.Equal("sento", Assert.Single(await Find(database, "--reference", sento.Text("id")!)).Text("dialect"));
    }

    [Fact]
    public async Task Inquiries_are_found_by_account_bank_partner_and_time_and_masked_unless_it_is_said()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await Sento.Toko(host).Inquire(Found, "014");
        await Sento.Toko(host).Inquire(Found, "008");

        Assert.Equal(2, (await Find(database, "--account", Found)).Length);
        Assert.Equal("008", Assert.Single(await Find(database, "--account", Found, "--bank", "008")).Text("bank"));
        Assert.Equal(2, (await Find(database, "--partner", "toko-maju")).Length);
        Assert.Empty(await Find(database, "--partner", "warung-sari"));
        Assert.Empty(await Find(database, "--to", "2020-01-02"));

        var (_, masked, _) = await Verb.Run(database, "inquiry", "find", "--account", Found);
        Assert.DoesNotContain(Found, masked, StringComparison.Ordinal);
        Assert.Contains($"******{Found[^4..]}", masked, StringComparison.Ordinal);
        Assert.Empty((await Verb.Do(database, "audit")).GetProperty("data").EnumerateArray());

        var (_, shown, _) = await Verb.Run(database, "inquiry", "find", "--account", Found, "--reveal");
        Assert.Contains(Found, shown, StringComparison.Ordinal);
        var entry = Assert.Single((await Verb.Do(database, "audit")).GetProperty("data").EnumerateArray());
        Assert.Equal("inquiry.reveal", entry.Text("action"));
        Assert.StartsWith("cli:", entry.Text("actor"), StringComparison.Ordinal);

        var (code, _, errors) = await Verb.Run(database, "inquiry", "find", "--bank", "14");
        Assert.Equal(1, code);
        Assert.Contains("014", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inquiry_is_shown_with_its_way_in_order_and_its_invoice_also_after_days()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var id = (await Sento.Toko(host).Inquire(Found, "014")).Text("id")!;
        await new SandboxControls(host).Advance(TimeSpan.FromDays(40));

        Assert.Empty(await Find(database, "--partner", "toko-maju"));
        Assert.Equal(id, Assert.Single(await Find(database, "--reference", id)).Text("id"));

        var (code, shown, errors) = await Verb.Run(database, "inquiry", "show", id);
        Assert.Equal((0, ""), (code, errors));
        Assert.DoesNotContain(Found, shown, StringComparison.Ordinal);
        Assert.Contains("asked by toko-maju in sento", shown, StringComparison.Ordinal);
        Assert.Contains("on invoice ", shown, StringComparison.Ordinal);
        Assert.Contains("was answered found", shown, StringComparison.Ordinal);

        var story = await Verb.Do(database, "inquiry", "show", id, "--reveal");
        Assert.Equal(Found, story.GetProperty("inquiry").Text("account"));

        var (before, now) = (await Verb.Run(database, "why", id), await Verb.Run(database, "inquiry", "why", id));
        Assert.Equal(0, now.Code);
        Assert.Equal(before.Output, now.Output);

        var (none, _, why) = await Verb.Run(
            database, "inquiry", "show", $"{Guid.CreateVersion7(DateTimeOffset.UnixEpoch)}");
        Assert.Equal(1, none);
        Assert.Contains("is that the id that its caller was told?", why, StringComparison.Ordinal);
    }

    static async Task<JsonElement[]> Find(string database, params string[] words) =>
    [
        .. (await Verb.Do(database, ["inquiry", "find", .. words])).GetProperty("data").EnumerateArray(),
    ];
}
