using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Sandbox.Store;
using Periksa.Wire.Http;

namespace Periksa.Sandbox;

/// <summary>The front page of a sandbox: what it serves, whom it knows, which accounts it can be asked about, and
/// what it was asked last. For browsers on this machine.</summary>
static class FrontPage
{
    const int RequestsShown = 20;

    const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Periksa sandbox</title>
        <style>
        body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
        h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #ddd }
        td { overflow-wrap: anywhere } code { font-size: .9em }
        </style>
        <h1>Periksa sandbox</h1>
        <p>Everything here is made up and its secrets are public. Only this machine sees this page. As JSON:
        <a href="/sandbox/requests">the last requests</a>, <a href="/sandbox/callbacks">callbacks</a>,
        <a href="/sandbox/clock">the clock</a>.</p>
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var world = routes.ServiceProvider.GetRequiredService<SandboxWorld>();
        var recent = routes.ServiceProvider.GetRequiredService<RecentRequests>();
        string? unchanging = null;
        routes.MapGet("/", http =>
        {
            if (!Controls.MayControl(http))
                return ServedPaths.Hide(http);

            unchanging ??= Served(ServedPaths.Of(routes)) + Partners(world) + Channels(world) + Accounts(world);
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
            var page = Head + Requests(recent.Of(partner: null)) + unchanging;
            return http.Response.WriteAsync(page, http.RequestAborted);
        });
    }

    static string Requests(IReadOnlyList<RecentRequest> recent) => recent.Count == 0
        ? "<h2>The last requests</h2><p>None yet: reload this page when you have sent one.</p>"
        : Table(
            "The last requests",
            ["When", "Partner", "Dialect", "Request", "Answer", "Why, and what to do"],
            recent.Take(RequestsShown).Select(one => (string[])
            [
                Controls.Moment(one.At), one.Partner ?? "nobody known", one.Dialect, $"{one.Method} {one.Target}",
                $"{one.Status} {one.Code}", $"{one.Reason} {one.Advice}",
            ]));

    static string Served(IReadOnlyList<ServedDialect> served) => Table(
        "Dialects",
        ["Dialect", "Paths"],
        served.Select(one => (string[])[one.Dialect, string.Join(", ", one.Paths)]));

    static string Partners(SandboxWorld world) => Table(
        "Partners and their keys",
        ["Partner", "Dialect", "Named by", "Secret"],
        world.Partners.SelectMany(Keys)
            .Concat(world.Channels.SelectMany(channel => Keys(channel.Id, channel.Credentials))));

    static IEnumerable<string[]> Keys(SandboxPartner partner)
    {
        var name = partner.Active ? partner.Id : $"{partner.Id} (not active)";
        yield return [name, "sento", $"x-username: {partner.Sento.Username}", $"x-api-key: {partner.Sento.ApiKey}"];

        foreach (var keys in Keys(name, partner.Credentials))
            yield return keys;

        foreach (var snap in partner.Snap)
        {
            yield return
                [name, snap.Dialect, $"X-CLIENT-KEY: {snap.ClientId}", $"{snap.ClientSecret}, and the key in sandbox/"];
        }

        if (partner.SingaPay is { } singaPay)
        {
            yield return
            [
                name, "singapay",
                $"X-PARTNER-ID: {singaPay.PartnerId}, X-CLIENT-ID: {singaPay.ClientId}, account {singaPay.Account}",
                singaPay.ClientSecret,
            ];
        }

        if (partner.Biller is { } biller)
            yield return [name, "ipg-biller", "its key alone", $"Authorization: Bearer {biller.ApiKey}"];
    }

    static IEnumerable<string[]> Keys(string name, IReadOnlyList<SandboxCredential> credentials) =>
        credentials.Select(one => (string[])
        [
            name, one.Dialect, one.Name,
            (one.Key ?? one.Secret) + (one.PublicKey is null ? "" : ", and the key in sandbox/"),
        ]);

    static string Channels(SandboxWorld world) => Table(
        "Bank channels (ipg-channel)",
        ["Channel", "Key of its signatures", "From", "Must sign"],
        world.Channels.Select(one => (string[])
            [one.Id, one.ApiKey, string.Join(", ", one.Addresses), one.MustSign ? "yes" : "no"]));

    static string Accounts(SandboxWorld world) => Table(
        "Accounts to ask about",
        ["Bank", "Account", "Holder", "Status"],
        world.Accounts.Select(one => (string[])[one.BankCode, one.Number, one.HolderName, one.Status]))
        + Table(
            "Virtual accounts with bills",
            ["Number", "Customer", "Bill", "Total", "Paid"],
            world.Bills.Select(one => (string[])
                [one.VaNumber, one.Customer.Name, one.Name, one.Total.ToString(), one.Paid.ToString()]));

    static string Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var html = new StringBuilder("<h2>").Append(title).Append("</h2>\n<table><tr>");
        foreach (var column in columns)
            html.Append("<th>").Append(column);

        foreach (var row in rows)
        {
            html.Append("\n<tr>");
            foreach (var cell in row)
                html.Append("<td>").Append(HtmlEncoder.Default.Encode(cell));
        }

        return html.Append("</table>\n").ToString();
    }
}
