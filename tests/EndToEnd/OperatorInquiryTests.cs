using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Operators find what was asked, and see whom it was about only if they may and say so.</summary>
public sealed class OperatorInquiryTests
{
    [Fact]
    public async Task An_inquiry_is_found_by_its_callers_reference_and_shown_without_personal_data()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var api = new OperatorClient(host);
        Assert.Equal("2004200", (await Snap.Toko(host, SnapDialect.Paydia).Inquire()).Code);
        var (reference, account) = (
            await Count.Ask<string>(database, "select reference from once_references limit 1"),
            await Count.Ask<string>(database, "select account_number from inquiries limit 1"));

        foreach (var found in new[]
        {
            await api.Get($"/v1/inquiries?reference={reference}"),
            await api.Get($"/v1/inquiries?account={account}"),
            await api.Get("/v1/inquiries"),
            await api.Post("/v1/inquiries/search", $$"""{"reference":"{{reference}}","partner":"toko-maju"}"""),
        })
        {
            var one = Assert.Single(found.Is(HttpStatusCode.OK).Data);
            Assert.Equal("found", one.Text("outcome"));
            Assert.DoesNotContain(account, found.Text, StringComparison.Ordinal);
            Assert.EndsWith(account[^4..], one.Text("account"), StringComparison.Ordinal);
        }

        Assert.Empty((await api.Get("/v1/inquiries?reference=another")).Data);
        Assert.Empty((await api.Get("/v1/inquiries?account=0000000000")).Data);
        (await api.Get("/v1/inquiries?id=nonsense")).IsProblem(HttpStatusCode.BadRequest);
        (await api.Get("/v1/inquiries?from=2020-01-01T00:00:00Z")).IsProblem(HttpStatusCode.BadRequest);

        var id = (await api.Get("/v1/inquiries")).Data[0].Text("id");
        var story = (await api.Get($"/v1/inquiries/{id}")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain(account, story.Text, StringComparison.Ordinal);
        Assert.Contains("toko-maju", story.Json.Text("why"), StringComparison.Ordinal);
        var names = story.Json.GetProperty("names").EnumerateArray().ToDictionary(one => one.Text("kind"));
        Assert.Equal(reference, names["reference"].Text("value"));
        Assert.Equal(
            await Count.Ask<string>(database, "select key from day_keys limit 1"),
            names["external_id"].Text("value"));
        (await api.Get($"/v1/inquiries/{Guid.CreateVersion7(DateTimeOffset.UnixEpoch)}"))
            .IsProblem(HttpStatusCode.NotFound);

        // Only for who may, and never without a trace.
        var reader = new OperatorClient(host, await OperatorClient.Key(database, "read"));
        (await reader.Get($"/v1/inquiries/{id}?reveal=true")).IsProblem(HttpStatusCode.Forbidden);
        Assert.Contains(account, (await api.Get($"/v1/inquiries/{id}?reveal=true")).Text, StringComparison.Ordinal);
        Assert.Contains(account, (await api.Get("/v1/inquiries?reveal=true")).Text, StringComparison.Ordinal);
        var trail = await api.Get("/v1/audit");
        Assert.Equal(2, trail.Data.Count(one => one.Text("action") == "inquiry.reveal"));
        Assert.DoesNotContain(account, trail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inquiries_are_paged_from_the_newest_without_a_gap()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var toko = Snap.Toko(host, SnapDialect.Paydia);
        for (var i = 0; i < 5; i++)
            await toko.Inquire();

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await new OperatorClient(host).Get(
                $"/v1/inquiries?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Is(HttpStatusCode.OK);
            seen.AddRange(page.Data.Select(one => one.Text("id")));
            cursor = page.Json.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task Callbacks_are_listed_by_their_state()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var api = new OperatorClient(host);

        Assert.Empty((await api.Get("/v1/callbacks?state=parked")).Is(HttpStatusCode.OK).Data);
        (await api.Get("/v1/callbacks?state=lost")).IsProblem(HttpStatusCode.BadRequest);
        (await api.Get("/v1/callbacks/7")).IsProblem(HttpStatusCode.NotFound);
        (await api.Post("/v1/callbacks/7/redeliver")).IsProblem(HttpStatusCode.NotFound);
        (await api.Post("/v1/callbacks/seven/redeliver")).IsProblem(HttpStatusCode.NotFound);
    }
}
