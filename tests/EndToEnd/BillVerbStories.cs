using System.Net;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Operators find a bill by whatever its biller or its payer's bank calls it, and revoke one.</summary>
public sealed class BillVerbStories
{
    const string Paid = "8673019000000001";
    const string Owed = "8673019000000002";

    [Fact]
    public async Task A_bill_is_found_shown_with_its_payments_and_revoked_where_it_is_not_paid()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var (api, ipg) = (new OperatorClient(host), Ipg.At(host));
        Assert.Equal("SUCCESS", (await ipg.Make(Paid, "close", 25_000, "INV-PAID")).Rc);
        Assert.Equal("SUCCESS", (await ipg.Make(Owed, "close", 40_000, "INV-OWED")).Rc);
        Assert.Equal("SUCCESS", (await ipg.Pay(Paid, "bank-ref-1", "25000")).Rc);

        // By each of its names, and masked.
        foreach (var (name, value) in new[] { ("va", Paid), ("invoice", "INV-PAID"), ("reference", "bank-ref-1") })
        {
            var one = Assert.Single(await Find(database, $"--{name}", value));
            Assert.Equal(("INV-PAID", "paid", "U** C***"), (
                one.Text("invoice_number"), one.Text("status"), one.Text("customer_name")));
            Assert.EndsWith("0001", one.Text("va_number"), StringComparison.Ordinal);
            Assert.DoesNotContain(Paid, one.GetRawText(), StringComparison.Ordinal);
        }

        Assert.Empty(await Find(database, "--invoice", "INV-PAID", "--reference", "another"));
        Assert.Equal(2, (await Find(database, "--partner", "toko-maju", "--limit", "2")).Length);
        var paid = (await api.Get("/v1/bills?reference=bank-ref-1")).Is(HttpStatusCode.OK).Data[0].Text("hash");
        var story = (await api.Get($"/v1/bills/{paid}")).Is(HttpStatusCode.OK);
        var payment = Assert.Single(story.Json.GetProperty("payments").EnumerateArray());
        Assert.Equal(("bank-ref-1", 2_500_000), (
            payment.Text("reference"), payment.GetProperty("amount").GetInt64()));
        Assert.DoesNotContain(Paid, story.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await Verb.Run(database, "bill", "show", paid)).Code);
        Assert.Empty((await api.Get($"/v1/audit?subject=bill:{paid}")).Data);
        Assert.Contains(Paid, (await api.Get($"/v1/bills/{paid}?reveal=true")).Text, StringComparison.Ordinal);

        // What is paid is not revoked; what is revoked is not paid.
        var owed = Assert.Single(await Find(database, "--va", Owed)).Text("hash");
        (await api.Post($"/v1/bills/{paid}/void")).IsProblem(HttpStatusCode.Conflict);
        (await api.Post("/v1/bills/nonesuch/void")).IsProblem(HttpStatusCode.NotFound);
        Assert.Equal("void", (await Verb.Do(database, "bill", "void", owed, "--reason", "made twice")).Text("status"));
        Assert.Equal("void", (await api.Post($"/v1/bills/{owed}/void")).Is(HttpStatusCode.OK).Json.Text("status"));
        Assert.Equal("BILLER_BILL_NOT_FOUND", (await ipg.Pay(Owed, "bank-ref-2", "40000")).Rc);
        var entry = Assert.Single((await api.Get($"/v1/audit?subject=bill:{owed}")).Data);
        Assert.Equal(("bill.void", "made twice"), (entry.Text("action"), entry.Text("reason")));
        await Prove.AssertNoDifference(database);
    }

    static async Task<JsonElement[]> Find(string database, params string[] words) =>
    [
        .. (await Verb.Do(database, ["bill", "find", .. words])).GetProperty("data").EnumerateArray(),
    ];
}
