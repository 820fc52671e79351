using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What a virtual account owes, from the bill to the payment and back.</summary>
public sealed partial class IpgStories : IAsyncLifetime
{
    HostProcess _host = null!;
    string _database = "";

    Ipg Bank => Ipg.At(_host);

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public async ValueTask DisposeAsync()
    {
        await Prove.AssertNoDifference(_database);
        await _host.DisposeAsync();
    }

    /// <summary>As the page prints it, but for the host: there is no credential in it.</summary>
    [Fact]
    public async Task The_contracts_own_curl_answers_with_John_Does_bill_as_often_as_it_is_pasted()
    {
        for (var times = 0; times < 3; times++)
        {
            var start = new System.Diagnostics.ProcessStartInfo("sh")
            {
                ArgumentList =
                {
                    "-c",
                    $$"""
                    curl -s --location --request POST '{{_host.Address}}api/v2/ch/inquiry' \
                    --header 'Content-Type: application/json' \
                    --data-raw '{
                    "va_number": "0090011234567890",
                    "ref_id": "123456789",
                    "terminal_id": "atm",
                    "transaction_date": "2024-12-30 20:45:50"
                    }'
                    """,
                },
                RedirectStandardOutput = true,
            };
            using var curl = System.Diagnostics.Process.Start(start)!;
            var reply = new IpgReply(HttpStatusCode.OK, await curl.StandardOutput.ReadToEndAsync());
            await curl.WaitForExitAsync();

            Assert.Equal(
                ("SUCCESS", "John Doe", "SPP Maret 2022", "100000", "active"),
                (reply.Rc, reply.Field("customer_name"), reply.Field("name"), reply.Field("billed_amount"),
                    reply.Field("status")));
        }
    }

    [Fact]
    public async Task The_contracts_sample_answers_field_for_field()
    {
        var reply = await Bank.Inquire("8673011234567890");

        Assert.Equal(
            """
            {"rc":"SUCCESS","message":"success","timestamp":"…","data":[{"hash":"x24da1dF",
            "va_number":"8673011234567890","type":"open","name":"SPP Bulan Januari","customer_name":"John Doe",
            "customer_email":"john.doe@example.com","customer_phone":"+621234567890",
            "customer_address":"Surabaya, Indonesia","total_amount":100000,"billed_amount":100000,"paid_amount":0,
            "description":"Pembayaran SPP Bulan Januari","ext_description":"-","valid_until":null,"status":"active",
            "created_at":"…","components":[{"id":"95f5c77f-79de-4c12-a151-ef7c68e9b7d2","name":"SPP Januari","qty":"1",
            "price":"100000","total":"100000"}]}]}
            """.ReplaceLineEndings(""),
            Times().Replace(reply.Body, "\"…\""));
    }

    [Theory]
    [InlineData("8673010000000001", "SUCCESS", 1, "2000000")]
    [InlineData("8673010000000002", "BILLER_BILL_ALREADY_PAID", 0, null)]
    [InlineData("8673010000000003", "BILLER_BILL_NOT_FOUND", 0, null)]
    [InlineData("8673010000000004", "SUCCESS", 2, "100000")]
    [InlineData("8673010000099999", "BILLER_BILL_NOT_FOUND", 0, null)]
    [InlineData("867301000009999", "BILLER_INVALID_VA_NUMBER", 0, null)]
    public async Task Every_virtual_account_of_the_world_answers_as_its_bills_stand(
        string va, string rc, int bills, string? billed)
    {
        var reply = await Bank.Inquire(va);

        Assert.Equal((rc, bills), (reply.Rc, reply.Data.GetArrayLength()));
        if (billed is not null)
            Assert.Equal(billed, reply.Field("billed_amount"));
    }

    [Fact]
    public async Task Whoever_must_sign_signs_and_whoever_is_nobody_is_told_so()
    {
        Assert.Equal("SUCCESS", (await Bank.InquireSigned("0090011234567890")).Rc);
        foreach (var refused in new[]
        {
            await Bank.InquireSigned("0090011234567890", "another-key"),
            await Bank.Inquire("0090011234567890", "1", ("X-CHANNEL-CLIENT", "bank-strict")),
            await Bank.Inquire("0090011234567890", "1", ("X-CHANNEL-CLIENT", "nobody")),
            await Bank.Inquire("0090011234567890", "1", ("Signature", new string('0', 64))),
        })
        {
            Assert.Equal((HttpStatusCode.Unauthorized, "BILLER_AUTHENTICATION"), (refused.Http, refused.Rc));
        }
    }

    [Fact]
    public async Task A_bill_paid_through_the_channel_owes_less_at_once_there_and_at_iFortepay()
    {
        var toko = Snap.Toko(_host, SnapDialect.IFortepay);
        var question = new SnapQuestion { Account = "8673010000000001", IsVirtual = "Y" };

        var paid = await Bank.Pay("8673010000000001", "p1", "500000.50");
        Assert.Equal(
            ("SUCCESS", "1500000.5", "1499999.5"), (paid.Rc, paid.Field("paid_amount"), paid.Field("billed_amount")));
        Assert.Equal("1499999.5", (await Bank.Inquire("8673010000000001")).Field("billed_amount"));
        Assert.Equal("1499999.50", (await toko.Inquire(question)).Text("additionalInfo.amountVirtualAccount"));

        var back = await Bank.Reverse(paid.Field("hash"), "p1", "500000.5");
        Assert.Equal(("SUCCESS", "reversal", "2000000"), (back.Rc, back.Field("status"), back.Field("billed_amount")));
        Assert.Equal("BILLER_PAYMENT_ALREADY_REVERSED", (await Bank.Reverse(paid.Field("hash"), "p1", "500000.5")).Rc);
        Assert.Equal("active", (await Bank.Inquire("8673010000000001")).Field("status"));
        Assert.Equal(
            "2000000.00",
            (await toko.Inquire(new SnapQuestion { Account = "8673010000000001", IsVirtual = "Y" }))
                .Text("additionalInfo.amountVirtualAccount"));
    }

    [Fact]
    public async Task Five_hundred_payments_of_one_close_bill_at_once_have_one_winner()
    {
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 500).Select(i => Bank.Pay("8673010000015000", $"race-{i}", "15000")));

        Assert.Single(replies, reply => reply.Rc == "SUCCESS");
        Assert.Equal(499, replies.Count(reply => reply.Rc == "BILLER_BILL_ALREADY_PAID"));
        Assert.Equal(1_500_000, await Count.Ask<long>(
            _database,
            """
            select sum(p.amount) from bill_payments p join bills b on b.id = p.bill
            where b.va_number = '8673010000015000'
            """));
    }

    [Fact]
    public async Task A_payment_sent_again_is_the_first_ones_result()
    {
        var first = await Bank.Pay("8673011234567890", "same", "25000");
        var again = await Bank.Pay("8673011234567890", "same", "25000");

        Assert.Equal(first.Data.GetRawText(), again.Data.GetRawText());
        Assert.Equal("BILLER_INVALID_TRANSACTION", (await Bank.Pay("8673011234567890", "same", "25001")).Rc);
        Assert.Equal("BILLER_INVALID_TRANSACTION", (await Bank.Pay("8673010000000004", "same", "25000")).Rc);
        Assert.Equal("BILLER_BILL_INVALID_AMOUNT", (await Bank.Pay("8673010000000004", "x", "25000")).Rc);
        Assert.Equal("BILLER_INVALID_TRANSACTION_AMOUNT", (await Bank.Pay("8673010000000004", "x", "-1")).Rc);
    }

    [Fact]
    public async Task A_biller_makes_a_bill_is_paid_told_and_sees_it()
    {
        var made = await Bank.Make("8673019999999999", "close", 75_000, "INV-001");
        var hash = made.Field("hash");
        Assert.Equal(("SUCCESS", "active"), (made.Rc, made.Field("status")));
        Assert.Equal("BILLER_INVALID_TRANSACTION", (await Bank.Make("8673019999999999", "close", 1, "INV-001")).Rc);

        Assert.Equal("SUCCESS", (await Bank.Pay("8673019999999999", "b1", "75000")).Rc);
        Assert.Equal("paid", (await Bank.Biller(HttpMethod.Get, $"/{hash}")).Field("status"));
        Assert.Equal(hash, (await Bank.Biller(HttpMethod.Get, "?invoice_number=INV-001")).Field("hash"));
        Assert.Equal("b1", (await Bank.Biller(HttpMethod.Get, $"/{hash}/payment")).Field("payment_ref_id"));
        Assert.Equal("BILLER_BILL_ALREADY_PAID", (await Bank.Biller(HttpMethod.Delete, $"/{hash}")).Rc);

        await Eventually.Is(async () => (await new Inbox(_host, "toko-maju-bills").List()).Length == 1);
        var told = Assert.Single(await new Inbox(_host, "toko-maju-bills").List());
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes(Ipg.BillerKey), System.Text.Encoding.UTF8.GetBytes(told.Body))),
            told.Header("Signature"));
        using var body = JsonDocument.Parse(told.Body);
        Assert.Equal(hash, body.RootElement.GetProperty("context").GetProperty("hash").GetString());
        Assert.Equal("b1", body.RootElement.GetProperty("payload").GetProperty("payment_ref_id").GetString());
        await IsToldInOrder(hash);
    }

    // The second event fails, and the third waits for it.
    async Task IsToldInOrder(string hash)
    {
        var inbox = new Inbox(_host, "toko-maju-bills");
        await inbox.Answer(503);
        Assert.Equal("SUCCESS", (await Bank.Reverse(hash, "b1", "75000")).Rc);
        Assert.Equal("SUCCESS", (await Bank.Pay("8673019999999999", "b2", "75000")).Rc);
        await Eventually.Is(async () => (await Count.Ask<int>(
            _database, "select count(*) from callback_messages where due_at = 'infinity'")) == 1);
        await inbox.Answer(200);
        await new SandboxControls(_host).Advance(TimeSpan.FromSeconds(70));

        await Eventually.Is(async () => (await inbox.List()).Length == 4);
        Assert.Equal(
            ["payment.received 1 paid", "payment.reversed 2 active", "payment.reversed 2 active",
                "payment.received 3 paid"],
            (await inbox.List()).Select(one => Said(one.Body)));

        static string Said(string text)
        {
            using var json = JsonDocument.Parse(text);
            var (all, payload) = (json.RootElement, json.RootElement.GetProperty("payload"));
            Assert.Matches(@"\.[0-9]{3}\+07:00$", payload.GetProperty("created_at").GetString());
            return $"{all.GetProperty("event")} {payload.GetProperty("sequence")} "
                + $"{all.GetProperty("context").GetProperty("status")}";
        }
    }

    [Fact]
    public async Task A_voided_bill_is_nobodys_and_time_makes_others_so()
    {
        var hash = (await Bank.Make("8673018888888888", "partial", 75_000)).Field("hash");

        var voided = await Bank.Biller(HttpMethod.Delete, $"/{hash}");
        Assert.Equal(("Billing revoked.", "void"), (voided.Message, voided.Field("status")));
        Assert.Equal("BILLER_BILL_NOT_FOUND", (await Bank.Pay("8673018888888888", "v", "1")).Rc);

        await new SandboxControls(_host).Advance(TimeSpan.FromDays(366));
        Assert.Equal("BILLER_BILL_NOT_FOUND", (await Bank.Inquire("8673010000000001")).Rc);
    }

    [Fact]
    public async Task A_question_is_written_down_and_changes_nothing()
    {
        var before = await Count.Ask<string>(_database, "select string_agg(b::text, ',' order by id) from bills b");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Bank.Inquire("0090011234567890", "the same")));

        Assert.Equal(50, await Count.Ask<int>(
            _database, "select count(*) from bill_inquiries where ref_id = 'the same'"));
        Assert.Equal(
            before, await Count.Ask<string>(_database, "select string_agg(b::text, ',' order by id) from bills b"));
    }

    [GeneratedRegex("(?<=\"(timestamp|created_at)\":)\"[0-9T:+-]{25}\"", RegexOptions.CultureInvariant)]
    private static partial Regex Times();
}
