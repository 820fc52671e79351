using System.Net;
using System.Text.RegularExpressions;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Partners and their credentials, by the console's forms.</summary>
public sealed partial class ConsolePartnerTests
{
    const string Hostile = "<script>alert(1)</script> \"'&amp; it's";

    [Fact]
    public async Task A_partner_made_here_asks_with_the_secret_that_was_shown_once()
    {
        await using var host = await Start();
        using var browser = new ConsoleClient(host);

        var made = await browser.Send(
            await browser.See("partners"), "partners", ("id", "toko-jaya"), ("name", "Toko Jaya"), ("reason", "new"));
        made.Is(HttpStatusCode.OK).Shows("It is done.", "Toko Jaya", "cannot ask anything yet");
        var priced = await browser.Send(
            made, "partners/toko-jaya/price", ("dialect", "sento"), ("amount", "1250.50"), ("reason", ""));
        priced.Is(HttpStatusCode.OK).Shows("Rp1.250,50", "in force");
        var issued = await browser.Send(
            priced, "partners/toko-jaya/credentials", ("dialect", "sento"), ("name", "tokojaya"), ("public-key", ""));

        issued.Is(HttpStatusCode.OK).Shows("tokojaya", "periksa inquire sento");
        Assert.True(issued.IsForgotten);
        var secret = Secret(issued);
        Assert.Contains("000", await Eventually(host, "tokojaya", secret), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await browser.See("credentials/sento/tokojaya")).Html);
        Assert.DoesNotContain(secret, (await browser.See("partners/toko-jaya")).Html);
    }

    [Fact]
    public async Task A_refusal_is_said_in_the_pages_language_with_its_values()
    {
        await using var host = await Start();
        using var browser = new ConsoleClient(host, "id");

        (await browser.Send(await browser.See("partners"), "partners", ("id", "Toko {0}"), ("name", "Toko")))
            .Is(HttpStatusCode.BadRequest).Shows("'Toko {0}' bukan id mitra: tulis 1 sampai 63 huruf kecil");
        (await browser.Send(await browser.See("partners"), "partners", ("id", "toko-maju"), ("name", "Toko")))
            .Is(HttpStatusCode.Conflict).Shows("Mitra toko-maju sudah ada");
        (await browser.Send(await browser.See("partners"), "partners", ("id", "toko-lama"), ("name", "")))
            .Is(HttpStatusCode.BadRequest).Shows("Isian 'nama' terdiri dari 1 sampai 200 karakter: yang ini 0.");
        (await browser.Get("inquiries?bank=xyz")).Is(HttpStatusCode.OK).Shows("'xyz' bukan kode bank");
    }

    [Fact]
    public async Task A_form_that_is_sent_again_makes_no_other_secret()
    {
        await using var host = await Start();
        using var browser = new ConsoleClient(host);
        var page = await browser.See("partners/toko-maju");
        var fields = page.Hidden("partners/toko-maju/credentials")
            .Concat([("dialect", "sento"), ("name", "again"), ("reason", "")]).ToArray();

        var first = await browser.SendFields("partners/toko-maju/credentials", fields);
        var second = await browser.SendFields("partners/toko-maju/credentials", fields);

        Assert.NotEqual("", Secret(first.Is(HttpStatusCode.OK)));
        second.Is(HttpStatusCode.Conflict).Shows("It was done before", "rotate");
        Assert.DoesNotContain(Secret(first), second.Html);

        var rotated = await browser.Send(
            await browser.See("credentials/sento/again"), "credentials/sento/again/rotate", ("overlap", "1h"));
        Assert.NotEqual(Secret(first), Secret(rotated.Is(HttpStatusCode.OK)));
        rotated.Shows("Former secret good until");
    }

    [Fact]
    public async Task Of_two_who_change_it_at_once_the_second_is_told_so()
    {
        await using var host = await Start();
        using var browser = new ConsoleClient(host);
        var seen = await browser.See("partners/warung-jaya");
        (string, string)[] Edit(string name) =>
            [("name", name), ("rate", "10"), ("burst", "20"), ("misses", ""), ("profile", "strict")];

        var first = await browser.Send(seen, "partners/warung-jaya/edit", Edit("Warung Satu"));
        var second = await browser.Send(seen, "partners/warung-jaya/edit", Edit("Warung Dua"));

        first.Is(HttpStatusCode.OK).Shows("It is done.", "Warung Satu", "strict");
        second.Is(HttpStatusCode.Conflict).Shows("Somebody else was quicker", "Look at it again");
        (await browser.See("partners/warung-jaya")).Shows("Warung Satu");

        var credential = await browser.See("credentials/ifortepay/MCPD00000012");
        await browser.Send(
            credential, "credentials/ifortepay/MCPD00000012/callback", ("url", "https://one.example/callback"));
        (await browser.Send(
            credential, "credentials/ifortepay/MCPD00000012/callback", ("url", "https://two.example/callback")))
            .Is(HttpStatusCode.Conflict).Shows("https://one.example/callback");
    }

    [Fact]
    public async Task Money_is_moved_once_for_a_reference_and_never_below_nothing()
    {
        await using var host = await Start();
        using var browser = new ConsoleClient(host);
        await browser.Send(await browser.See("partners"), "partners", ("id", "toko-uang"), ("name", "Toko Uang"));

        for (var i = 0; i < 2; i++)
        {
            (await browser.Send(
                await browser.See("partners/toko-uang"), "partners/toko-uang/top-up",
                ("account", ""), ("amount", "1000000"), ("reference", "statement 1"))).Shows("Rp1.000.000");
        }

        (await browser.Send(
            await browser.See("partners/toko-uang"), "partners/toko-uang/adjust",
            ("account", ""), ("amount", "-2000000"), ("reference", "fix 1"), ("reason", "wrong")))
            .Is(HttpStatusCode.Conflict).Shows("There is less on it");
        (await browser.Send(
            await browser.See("partners/toko-uang"), "partners/toko-uang/top-up",
            ("account", ""), ("amount", "1.000.000"), ("reference", "statement 2")))
            .Is(HttpStatusCode.BadRequest).Shows("is no amount");
        (await browser.See("partners/toko-uang")).Shows("Rp1.000.000");
    }

    [Fact]
    public async Task A_form_that_no_page_of_ours_has_made_changes_nothing()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        using var browser = new ConsoleClient(host);
        await browser.See("partners");
        const string Changes = "select count(*)::int from audit_entries";
        var before = await Count.Ask<int>(database, Changes);

        foreach (var (action, fields) in new (string, (string, string)[])[]
        {
            ("partners", [("id", "evil"), ("name", "Evil")]),
            ("partners/toko-maju/disable", [("reason", "evil")]),
            ("partners/toko-maju/credentials", [("dialect", "sento")]),
            ("credentials/ifortepay/MCPD00000012/revoke", [("_form", "made up")]),
        })
        {
            (await browser.SendFields(action, fields)).Is(HttpStatusCode.BadRequest).Shows("Nothing was changed");
        }

        Assert.Equal(before, await Count.Ask<int>(database, Changes));
    }

    [Fact]
    public async Task What_people_are_called_is_text_wherever_it_stands()
    {
        await using var host = await Start();
        using var browser = new ConsoleClient(host);
        var named = Hostile + new string('x', 200 - Hostile.Length);

        var made = await browser.Send(
            await browser.See("partners"), "partners", ("id", "toko-jahat"), ("name", named), ("reason", Hostile));
        var issued = await browser.Send(
            made, "partners/toko-jahat/credentials", ("dialect", "sento"), ("name", "a<b>\"'&%/+?#"));
        var path = $"credentials/sento/{Uri.EscapeDataString("a<b>\"'&%/+?#")}";
        var pages = new[]
        {
            made, issued, await browser.See("partners"), await browser.See("partners/toko-jahat"),
            await browser.See(path), await browser.See($"partners?search={Uri.EscapeDataString(Hostile)}"),
            await browser.Get($"partners/{Uri.EscapeDataString(Hostile)}"),
        };

        Assert.All(pages, page => Assert.DoesNotContain("<script>alert", page.Html));
        Assert.All(pages, page => Assert.DoesNotContain("a<b>", page.Html));
        made.Shows(named);
        (await browser.See(path)).Shows("a<b>\"'&%/+?#");
        (await browser.Send(
            await browser.See("partners"), "partners", ("id", "toko-balik"), ("name", "Toko \u202eMaju")))
            .Is(HttpStatusCode.BadRequest).Shows("cannot be seen");
    }

    [Fact]
    public async Task It_speaks_Indonesian_to_who_reads_that()
    {
        await using var host = await Start();
        using var browser = new ConsoleClient(host, "id-ID,id;q=0.9");

        (await browser.See("partners")).Shows("Mitra", "Tambah mitra", "Permintaan per detik");
        (await browser.See("partners/toko-maju")).Shows("Kredensial", "Deposit dan rekening sumber", "Harga inkuiri");
        (await browser.See("credentials/ifortepay/MCPD00000012")).Shows("Rahasianya", "Tujuan callback");
    }

    [Fact]
    public async Task A_test_of_a_callback_shows_what_was_answered()
    {
        await using var host = await Start();
        using var browser = new ConsoleClient(host);
        const string Path = "credentials/ifortepay/MCPD00000012";

        var taken = await browser.Send(await browser.See(Path), $"{Path}/callback/test", ("url", ""));
        var refused = await browser.Send(
            await browser.See(Path), $"{Path}/callback/test", ("url", "https://no-such-name.invalid/x"));

        taken.Is(HttpStatusCode.OK).Shows("It was taken", "PERIKSA-TEST-", "HTTP 200");
        refused.Is(HttpStatusCode.OK).Shows("It was not taken.");
    }

    static async Task<HostProcess> Start() =>
        await HostProcess.Start(("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));

    // Every host knows of it within a second.
    static async Task<string> Eventually(HostProcess host, string user, string key)
    {
        for (var i = 0; ; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/account-inquiry")
            {
                Content = new StringContent(
                    """{"account_number":"12341234","bank_code":"008"}""", null, "application/json"),
            };
            request.Headers.Add("x-username", user);
            request.Headers.Add("x-api-key", key);
            using var response = await host.Client.SendAsync(request);
            var answer = await response.Content.ReadAsStringAsync();
            if (i == 100 || answer.Contains("\"000\"", StringComparison.Ordinal))
                return answer;

            await Task.Delay(50);
        }
    }

    static string Secret(ConsolePage page) =>
        WebUtility.HtmlDecode(ShownSecret.Match(page.Html).Groups["secret"].Value);

    [GeneratedRegex("""<code id="secret">(?<secret>[^<]+)</code>""")]
    private static partial Regex ShownSecret { get; }
}
