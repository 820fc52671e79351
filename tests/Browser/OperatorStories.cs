using Periksa.Tests.Postgres;

namespace Periksa.Browser.Tests;

/// <summary>An operator on a morning on which a partner's receiver and a bank were away.</summary>
public sealed class OperatorStories : IAsyncLifetime
{
    HostProcess _host = null!;
    string _database = "";

    Inbox Inbox => new(_host, "toko-maju");

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(
            [
                ("ConnectionStrings__Periksa", _database),
                .. ProviderSettings.Connector("nobody", new("http://127.0.0.1:9/"), "sento"),
                ("Periksa__Routes__0__Banks__0", "008"), ("Periksa__Routes__0__Use__0", "nobody"),
            ]);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Callbacks_that_were_given_up_are_ticked_and_posted_again()
    {
        await Park();
        await using var visitor = await Visitor.Come(_host.Address);
        await visitor.Open();
        await visitor.Page.ClickAsync("a[href='callbacks?state=parked']");
        Assert.Equal(2, await visitor.Page.Locator("tbody tr").CountAsync());

        await Inbox.Answer(200);
        var before = (await Inbox.List()).Length;
        await visitor.Page.CheckAsync("[data-all]");
        await visitor.Page.FillAsync("form[action='callbacks/redeliver'] [name=reason]", "their receiver is mended");
        await visitor.Submit("callbacks/redeliver");

        await Eventually.Is(async () => (await Inbox.List()).Length == before + 2);
        await visitor.Open("audit");
        var trail = await visitor.Text();
        Assert.Contains("callback.redeliver", trail, StringComparison.Ordinal);
        Assert.Contains("their receiver is mended", trail, StringComparison.Ordinal);
        visitor.AssertNothingAmiss();
    }

    [Fact]
    public async Task A_route_is_taken_out_and_back_in_and_the_page_foresees_what_that_does()
    {
        await using var visitor = await Visitor.Come(_host.Address);
        var before = await Foreseen(visitor);
        await visitor.Page.SelectOptionAsync("[name=route]", "nobody");
        await visitor.Page.FillAsync("form[action='routes/cordon'] [name=reason]", "their maintenance");
        await visitor.Submit("routes/cordon");

        await Eventually.Is(async () => await Foreseen(visitor) != before);   // its host hears of it in a moment
        Assert.Contains("their maintenance", await visitor.Text(), StringComparison.Ordinal);
        await visitor.Page.FillAsync("form[action='routes/uncordon'] [name=reason]", "it is over");
        await visitor.Submit("routes/uncordon");
        await Eventually.Is(async () => await Foreseen(visitor) == before);
        visitor.AssertNothingAmiss();
    }

    [Fact]
    public async Task A_name_is_seen_by_who_asks_for_it_and_the_audit_trail_tells_of_it()
    {
        await Sento.Toko(_host).Inquire("0123456789", "014");
        await using var visitor = await Visitor.Come(_host.Address);
        await visitor.Open("inquiries");
        await visitor.Page.ClickAsync("tbody tr a");
        Assert.DoesNotContain("John Doe", await visitor.Page.ContentAsync(), StringComparison.Ordinal);

        await visitor.Page.ClickAsync("a[href$='reveal=true']");
        Assert.Contains("John Doe", await visitor.Text(), StringComparison.Ordinal);
        var id = new Uri(visitor.Page.Url).Segments[^1];
        await visitor.Page.ClickAsync("nav a[href=audit]");
        var trail = await visitor.Text();
        Assert.Contains("inquiry.reveal", trail, StringComparison.Ordinal);
        Assert.Contains(id, trail, StringComparison.Ordinal);
        visitor.AssertNothingAmiss();
    }

    static async Task<string> Foreseen(Visitor visitor)
    {
        await visitor.Open("routes?bank=008");
        return await visitor.Page.Locator("main .why").InnerTextAsync();
    }

    // Their receiver refuses everything, until nobody tries any more.
    async Task Park()
    {
        await Inbox.Answer(503);
        var toko = Snap.Toko(_host, SnapDialect.IFortepay);
        await toko.Inquire();
        await toko.Inquire();
        await Eventually.Is(async () =>
        {
            await new SandboxControls(_host).Advance(TimeSpan.FromHours(6));
            await Task.Delay(300);
            return await Count.Ask<int>(
                _database, "select count(*)::int from callbacks where state = 'parked'") == 2;
        });
    }
}
