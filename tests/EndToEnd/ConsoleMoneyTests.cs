using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Invoices, bills and disbursements at the console, and an operator's words about them.</summary>
public sealed class ConsoleMoneyTests
{
    const string Va = "8673019000000077";
    const string Silent = "9900000004";   // nobody says what becomes of it
    const string Hostile = "<img src=x onerror=alert(1)> 'quoted'";

    [Fact]
    public async Task An_invoice_is_found_by_its_day_and_shows_what_paid_it()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        using var browser = new ConsoleClient(host);
        var controls = new SandboxControls(host);
        await controls.AdvanceTo(days: 1, "12:00");
        var id = (await Sento.Toko(host).Inquire()).Text("invoice_id")!;
        await Sento.Warung(host).Inquire();
        await Eventually.Is(async () => await Count.Ask<int>(database, "select count(*)::int from invoices") == 2);

        (await browser.See("invoices?partner=toko-maju")).Shows("initiated", "Rp1.000");
        (await browser.See("invoices?state=unpaid")).Shows("There are none.");
        (await browser.See($"invoices/{id}")).Shows("toko-maju", "initiated", "None yet");

        await controls.AdvanceTo(days: 1, "00:00:00");
        (await browser.See("invoices?state=unpaid")).Shows("toko-maju", "warung-jaya");
        Assert.Equal("102", (await Sento.Toko(host).Pay(id)).Code);
        await Eventually.Is(async () => (await Sento.Toko(host).Find(id)).Text("invoice_status") == "PAID");
        var paid = (await browser.See($"invoices/{id}")).Shows("paid", "Payment begun");

        Assert.DoesNotContain("None yet", paid.Text);
        Assert.DoesNotContain("toko-maju", (await browser.See("invoices?state=unpaid")).Text);
        (await browser.See("invoices?from=2020-01-01&to=2020-02-01")).Shows("There are none.");
        (await browser.See("invoices?from=2020-02-01&to=2020-01-01")).Shows("The first day is after the last");
        (await browser.See("invoices?cursor=nonsense")).Shows("This is no cursor");
        (await browser.Get($"invoices/{Guid.NewGuid()}")).Is(HttpStatusCode.NotFound);
        (await browser.Get("invoices/nonsense")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_of_invoices_goes_on_where_the_one_before_ended()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        using var browser = new ConsoleClient(host);
        await Count.Ask<int>(
            database,
            """
            with made as (
                insert into invoices (partner, day, amount, lines)
                select p, date '2026-01-01' + n, 1000 + n, 1
                from unnest(array['toko-maju', 'warung-jaya']) p, generate_series(1, 30) n returning 1
            )
            select count(*)::int from made
            """);

        var first = await browser.See("invoices?state=unpaid");
        var next = WebUtility.HtmlDecode(first.Html.Split("class=\"pager\"><a href=\"")[1].Split('"')[0]);
        var second = await browser.See(next);

        Assert.Equal(50, Rows(first).Length);
        Assert.Equal(10, Rows(second).Length);
        Assert.Empty(Rows(first).Intersect(Rows(second)));
        Assert.DoesNotContain("class=\"pager\"", second.Html);
    }

    [Fact]
    public async Task A_bill_is_found_without_its_account_in_an_address_and_is_voided_with_a_reason()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        using var browser = new ConsoleClient(host);
        var ipg = Ipg.At(host);
        Assert.Equal("SUCCESS", (await ipg.Make(Va, "close", 25_000, $"INV-{Hostile}")).Rc);
        var page = await browser.See("bills");

        var found = await browser.Send(page, "bills", ("va", Va));
        var hash = found.Html.Split("href=\"bills/")[1].Split('"')[0];
        var bill = await browser.See($"bills/{hash}");
        bill.Shows("active", "Rp25.000", "U** C***", "0077", Hostile);
        Assert.DoesNotContain("<img", bill.Html);
        Assert.DoesNotContain(Va, bill.Html);
        (await browser.See($"bills/{hash}?reveal=true")).Shows(Va);
        (await browser.Send(page, "bills", ("va", Va), ("reveal", "true"))).Shows(Va);

        (await browser.Send(bill, $"bills/{hash}/void", ("reason", ""))).Is(HttpStatusCode.BadRequest).Shows("reason");
        (await browser.Send(bill, $"bills/{hash}/void", ("reason", "made twice"))).Shows("It is done.", "void");
        Assert.Equal("BILLER_BILL_NOT_FOUND", (await ipg.Pay(Va, "bank-ref-9", "25000")).Rc);
        (await browser.Get("bills/nonesuch")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_payment_of_a_bill_leads_to_its_callbacks_and_back()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        using var browser = new ConsoleClient(host, "id");
        Assert.Equal("SUCCESS", (await Ipg.At(host).Make(Va, "close", 25_000)).Rc);
        Assert.Equal("SUCCESS", (await Ipg.At(host).Pay(Va, "bank-ref-1", "25000")).Rc);
        var payment = await Count.Ask<Guid>(database, "select id from bill_payments where ref_id = 'bank-ref-1'");

        (await browser.See($"callbacks?subject={payment}")).Shows("ipg-biller");
        var found = (await browser.See($"bills?reference={payment}")).Shows("lunas", "Rp25.000");
        var hash = found.Html.Split("href=\"bills/")[1].Split('"')[0];
        var bill = (await browser.See($"bills/{hash}")).Shows("bank-ref-1", "Pembayaran", "lunas");
        Assert.DoesNotContain("Batalkan", bill.Text);
    }

    [Fact]
    public async Task What_hangs_is_first_and_ends_by_an_operators_word()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        using var browser = new ConsoleClient(host);
        await SingaPay.At(host).Transfer("hangs", number: Silent);
        await Eventually.Is(async () => (await SingaPay.At(host).Status("hangs")).Status is "03");
        var id = await Count.Ask<Guid>(database, "select id from disbursements where reference = 'hangs'");
        var path = $"disbursements/{id}";

        var list = (await browser.See("disbursements")).Shows("hangs", "pending", "0004");
        Assert.DoesNotContain(Silent, list.Html);
        (await browser.See($"{path}?reveal=true")).Shows(Silent);
        var page = (await browser.See(path)).Shows("What is still to be done", "Settle it", "Steps");

        (await browser.Send(page, $"{path}/cancel", ("reason", "a mistake")))
            .Is(HttpStatusCode.Conflict).Shows("cannot be called off");
        (await browser.Send(page, $"{path}/settle", ("reason", ""))).Is(HttpStatusCode.BadRequest);
        await Eventually.Is(async () =>
            (await browser.Send(await browser.See(path), $"{path}/settle", ("reason", "the bank, by telephone")))
            .Status is HttpStatusCode.OK);

        var ended = (await browser.See(path)).Shows("success");
        Assert.DoesNotContain("Settle it", ended.Text);
        (await browser.See("disbursements?reference=hangs")).Shows("success");
        Assert.Equal("00", (await SingaPay.At(host).Status("hangs")).Status);
        (await browser.See("disbursements?state=nonsense")).Shows("is no state");
        (await browser.Get("disbursements/nonesuch")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_remark_of_a_bank_stands_until_somebody_deals_with_it()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        using var browser = new ConsoleClient(host);
        await SingaPay.At(host).Transfer("remarked");
        await Eventually.Is(async () => (await SingaPay.At(host).Status("remarked")).Status is "00");
        var remark = await Count.Ask<long>(
            database,
            """
            insert into disbursement_remarks (disbursement, at, status, is_paid, reason)
            select id, clock_now(), '00', false, '<b>bank</b> says so' from disbursements where reference = 'remarked'
            returning id
            """);

        (await browser.See("disbursements")).Shows("Banks contradict the ends of 1 disbursements");
        var list = (await browser.See("disbursements/remarks"))
            .Shows("<b>bank</b> says so", "it has not paid", "remarked", "Refund");
        var action = $"disbursements/remarks/{remark}/settle";
        (await browser.Send(list, action, ("reason", ""))).Is(HttpStatusCode.BadRequest);
        (await browser.Send(list, action, ("reason", "settled with the partner")))
            .Shows("It is done.", "There are none.");
        (await browser.Send(list, action, ("reason", "once more"))).Is(HttpStatusCode.NotFound);
    }

    static string[] Rows(ConsolePage page) =>
        [.. page.Html.Split("<a href=\"invoices/").Skip(1).Select(part => part[..36])];
}
