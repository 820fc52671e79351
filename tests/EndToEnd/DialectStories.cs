using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Dialects beside one another, and where an operator puts them.</summary>
public sealed class DialectStories
{
    const string Body = """{"bank_code":"008","account_number":"12341234"}""";

    static readonly (string, string)[] Oys =
        [("x-oy-username", "oy-tokomaju"), ("x-api-key", "oy-sandbox-tokomaju-5Rt8")];

    [Fact]
    public async Task Oys_inquiries_and_Sentos_are_on_one_invoice_of_the_day()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var sento = await Sento.Toko(host).Inquire();

        var (status, text) = await Ask(host, "/oy/api/account-inquiry", Oys);

        Assert.Equal(HttpStatusCode.OK, status);
        var invoice = sento.Text("invoice_id")!;
        Assert.Contains($"\"invoice_id\":\"{invoice}\"", text, StringComparison.Ordinal);
        var found = await Sento.Toko(host).Find(invoice);
        Assert.Equal((2, 2000), (found.Number("total_inquiry"), found.Number("amount")));

        // Sento has never heard of Oy's callers, nor Oy of Sento's.
        Assert.Contains("\"201\"", (await Ask(host, "/api/account-inquiry", Oys)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dialect_is_served_below_the_prefix_and_at_the_host_that_are_set()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            ("Periksa__Dialects__Oy__Prefix", "/partners/oy"),
            ("Periksa__Dialects__Oy__Host", "oy.example"));

        var here = await Ask(host, "/partners/oy/api/account-inquiry", [.. Oys, ("Host", "oy.example")]);
        Assert.Contains("\"000\"", here.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound, (await Ask(host, "/partners/oy/api/account-inquiry", Oys)).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await Ask(host, "/oy/api/account-inquiry", [.. Oys, ("Host", "oy.example")])).Status);
    }

    [Fact]
    public async Task A_prefix_that_is_no_path_is_refused_at_the_start()
    {
        var (code, said) = await HostProcess.Refused(("Periksa__Dialects__IpgChannel__Prefix", "ipg/"));

        Assert.Equal(1, code);
        Assert.Contains("Periksa__Dialects__ipgchannel__Prefix", said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Two_dialects_may_share_a_path_at_two_hosts_and_not_at_one()
    {
        (string, string)[] shared = [("Periksa__Dialects__Oy__Prefix", "")];
        var (code, said) = await HostProcess.Refused(
            [("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), .. shared]);
        Assert.Equal(1, code);
        Assert.Contains("oy", said, StringComparison.Ordinal);
        Assert.Contains("sento", said, StringComparison.Ordinal);

        await using var host = await HostProcess.Start(
            [
                ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), .. shared,
                ("Periksa__Dialects__Oy__Host", "oy.example"),
            ]);
        Assert.Contains(
            "\"000\"",
            (await Ask(host, "/api/account-inquiry", [.. Oys, ("Host", "oy.example")])).Text,
            StringComparison.Ordinal);
        Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
    }

    static async Task<(HttpStatusCode Status, string Text)> Ask(
        HostProcess host, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(Body, mediaType: new("application/json")),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var reply = await host.Client.SendAsync(request);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }
}
