using System.Net;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Callbacks as operators list them.</summary>
public sealed class OperatorCallbackTests
{
    [Fact]
    public async Task Come_page_by_page_over_HTTP_and_at_the_command_line()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var toko = Snap.Toko(host, SnapDialect.IFortepay);
        for (var i = 0; i < 3; i++)
            Assert.Equal("2001600", (await toko.Inquire()).Code);

        await Eventually.Is(async () => await Count.Ask<int>(
            database, "select count(*) from callbacks where state = 'delivered'") == 3);
        var api = new OperatorClient(host);

        var first = (await api.Get("/v1/callbacks?limit=2&state=delivered")).Is(HttpStatusCode.OK);
        var cursor = first.Json.Text("next_cursor");
        var second = (await api.Get($"/v1/callbacks?limit=2&state=delivered&cursor={cursor}")).Is(HttpStatusCode.OK);
        var byVerb = await Verb.Do(database, "callback", "list", "--limit", "2", "--after", cursor);

        Assert.Equal(2, first.Data.Length);
        var last = Assert.Single(second.Data);
        Assert.Equal(JsonValueKind.Null, second.Json.GetProperty("next_cursor").ValueKind);
        Assert.Equal(3, first.Data.Append(last).Select(Id).Distinct().Count());
        Assert.Equal(Id(last), Id(Assert.Single(byVerb.GetProperty("data").EnumerateArray())));
        (await api.Get("/v1/callbacks?cursor=nonsense")).IsProblem(HttpStatusCode.BadRequest);
    }

    static long Id(JsonElement one) => one.GetProperty("id").GetInt64();
}
