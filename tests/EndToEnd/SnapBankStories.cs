using System.Net;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Banks that speak the standard share the bills with channels that speak IPG, and may send everything
/// again.</summary>
public sealed class SnapBankStories : IAsyncLifetime
{
    const string Flag = "virtualAccountData.paymentFlagStatus";

    string _database = "";
    HostProcess _host = null!;
    SnapBank _bank = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
        _bank = SnapBank.At(_host);
    }

    public async ValueTask DisposeAsync()
    {
        await Prove.AssertNoDifference(_database);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_bill_is_asked_about_paid_and_known_to_be_paid_by_everybody_who_has_to_do_with_it()
    {
        var owed = await _bank.Inquire(SnapBank.Tuition);
        Assert.Equal(
            ("2002400", "00", "John Doe", "100000.00"),
            (
                owed.Code,
                owed.Text("virtualAccountData.inquiryStatus"),
                owed.Text("virtualAccountData.virtualAccountName"),
                owed.Text("virtualAccountData.totalAmount.value")));

        var paid = await _bank.Pay(SnapBank.Tuition, "P-1", "100000.00", more: ",\"referenceNo\":\"00112345017\"");
        Assert.Equal(("2002500", "00"), (paid.Code, paid.Text(Flag)));
        Assert.Equal($"  {SnapBank.Tuition}", paid.Text("virtualAccountData.virtualAccountNo"));

        Assert.Equal("4042414", (await _bank.Inquire(SnapBank.Tuition)).Code);
        Assert.Equal("BILLER_BILL_ALREADY_PAID", (await Ipg.At(_host).Inquire(SnapBank.Tuition)).Rc);
        Assert.Equal("BILLER_BILL_ALREADY_PAID", (await Ipg.At(_host).Pay(SnapBank.Tuition, "1", "100000")).Rc);

        var toko = SnapBank.Toko(_host);
        var status = await toko.Status(SnapBank.Tuition, "P-1");
        Assert.Equal(
            ("2002600", "00", "2026-11-24T10:16:02+07:00", "00112345017"),
            (status.Code, status.Text(Flag), status.Text("virtualAccountData.transactionDate"),
                status.Text("virtualAccountData.referenceNo")));
        Assert.Equal("4042601", (await SnapBank.Warung(_host).Status(SnapBank.Tuition, "P-1")).Code);
        Assert.Equal("4042601", (await toko.Status(SnapBank.Tuition, "P-2")).Code);

        var inbox = new Inbox(_host, "toko-maju-bills");
        await Eventually.Is(async () => (await inbox.List()).Length == 1);
        Assert.Contains(
            "\"payment_ref_id\":\"P-1\",\"channel\":\"snap:SNAPBANKSAND\"", (await inbox.List())[0].Body);
    }

    [Fact]
    public async Task A_payment_of_another_channel_is_found_by_its_reference_and_said_to_be_taken_back()
    {
        var (toko, ipg) = (SnapBank.Toko(_host), Ipg.At(_host));
        var paid = await ipg.Pay(SnapBank.Tuition, "ref-1", "100000");

        Assert.Equal("00", (await toko.Status(SnapBank.Tuition)).Text(Flag));
        Assert.Equal("SUCCESS", (await ipg.Reverse(paid.Field("hash"), "ref-1", "100000")).Rc);
        Assert.Equal("01", (await toko.Status(SnapBank.Tuition, "ref-1")).Text(Flag));

        Assert.Equal("2002500", (await _bank.Pay(SnapBank.Tuition, "P-1", "100000.00")).Code);
        Assert.Equal("00", (await toko.Status(SnapBank.Tuition)).Text(Flag));
    }

    [Fact]
    public async Task Bills_that_an_inquiry_shows_are_paid_together_by_their_numbers_all_or_none()
    {
        var shown = (await _bank.Inquire(SnapBank.Several)).Json
            .GetProperty("virtualAccountData").GetProperty("billDetails").EnumerateArray()
            .Select(bill => bill.GetProperty("billNo").GetString()!).ToArray();
        var anothers = (await _bank.Inquire(SnapBank.Tuition)).Json
            .GetProperty("virtualAccountData").GetProperty("billDetails")[0].GetProperty("billNo").GetString()!;

        Assert.Equal("4042512", (await Pay("P-1", "200000.00", shown[0], anothers)).Code);
        Assert.Equal("4042513", (await Pay("P-2", "100000.00", shown)).Code);
        var paid = await Pay("P-3", "200000.00", shown);

        Assert.Equal("2002500", paid.Code);
        Assert.Equal(2, paid.Json.GetProperty("virtualAccountData").GetProperty("billDetails").GetArrayLength());
        Assert.Equal("4042414", (await _bank.Inquire(SnapBank.Several)).Code);
        await Eventually.Is(async () => (await new Inbox(_host, "toko-maju-bills").List()).Length == 2);

        Task<SnapReply> Pay(string id, string amount, params string[] bills) => _bank.Pay(
            SnapBank.Several, id, amount, more: ",\"billDetails\":" + JsonSerializer.Serialize(
                bills.Select(bill => new { billNo = bill })));
    }

    [Fact]
    public async Task What_is_sent_again_hears_what_the_standard_says_and_moves_nothing()
    {
        await _bank.Pay(SnapBank.Open, "P-1", "10000.00", "key-1");

        await Hears("4042518", "00", _bank.Pay(SnapBank.Open, "P-1", "10000.00", "key-1"));
        await Hears("2002500", "00", _bank.Pay(SnapBank.Open, "P-1", "10000.00", "key-2"));
        await Hears("2002500", "00", _bank.Pay(SnapBank.Open, "P-1", "10000.00", more: ",\"referenceNo\":\"2\""));
        await Hears("4042518", "01", _bank.Pay(SnapBank.Open, "P-1", "10001.00", "key-1"));
        await Hears("4042518", "01", _bank.Pay(SnapBank.Tuition, "P-1", "10000.00"));
        await Hears("4092500", "01", _bank.Pay(SnapBank.Open, "P-2", "10000.00", "key-1"));
        await Hears("2002500", "00", _bank.Pay(SnapBank.Open, "P-2", "10000.00", "key-3"));
        Assert.Equal("4092400", (await _bank.Inquire(SnapBank.Open, "key-3")).Code);

        await Hears("4042513", "01", _bank.Pay(SnapBank.Tuition, "P-3", "99999.00", "key-4"));
        await Hears("4042518", "01", _bank.Pay(SnapBank.Tuition, "P-3", "99999.00", "key-4"));
        await Hears("4042513", "01", _bank.Pay(SnapBank.Tuition, "P-3", "99999.00", "key-5"));
        await Hears("4042514", "01", _bank.Pay(SnapBank.Paid, "P-4", "250000.00"));
        await Hears("4042519", "01", _bank.Pay(SnapBank.Expired, "P-5", "150000.00"));
        await Hears("4042512", "01", _bank.Pay("8673019999999999", "P-6", "1.00"));

        Assert.Equal(2, await Count.Ask<int>(
            _database, "select count(*) from bill_payments where channel = 'snap:SNAPBANKSAND'"));
        Assert.Contains("has sent P-1 again with something else in it (Amount)", _host.Output);
    }

    [Fact]
    public async Task A_bank_hears_it_in_its_own_way_within_a_second_of_an_operators_word()
    {
        var said = await Say("--va-refusal", "bare", "--va-expired", "4032400", "--va-repeat", "replay");
        Assert.Equal("4032400", said.Text("va_expired"));
        await _bank.Pay(SnapBank.Open, "P-1", "10000.00", "key-1");
        await Eventually.Is(async () => (await _bank.Inquire(SnapBank.Expired)).Code == "4032400");

        var expired = await _bank.Inquire(SnapBank.Expired);
        Assert.Equal("""{"responseCode":"4032400","responseMessage":"Transaction Expired"}""", expired.Body);
        await Hears("2002500", "00", _bank.Pay(SnapBank.Open, "P-1", "10000.00", "key-1"));
        await Hears("4032500", null, _bank.Pay(SnapBank.Expired, "P-2", "150000.00"));

        await Say("--bank", "false");
        await Eventually.Is(async () => (await _bank.Inquire(SnapBank.Open)).Code == "4032401");
        Assert.Equal("4032501", (await _bank.Pay(SnapBank.Open, "P-3", "1.00")).Code);
        Assert.Equal("4032501", (await SnapBank.Toko(_host).Pay(SnapBank.Open, "P-3", "1.00")).Code);
    }

    [Fact]
    public async Task An_account_is_known_by_any_spelling_of_its_number_and_by_no_other()
    {
        string[] spellings = ["  0090011234567890", "000090011234567890", "0090011234567890", "0090011234567890  "];
        foreach (var va in spellings)
        {
            var reply = await Ask(va[..^10].TrimEnd(), "\"1234567890\"", va);
            Assert.Equal(("2002400", va), (reply.Code, reply.Text("virtualAccountData.virtualAccountNo")));
        }

        var whole = await Ask("  009001", "12345678901234567890", "  0090011234567890");
        Assert.Equal(
            (HttpStatusCode.NotFound, "4042411", "12345678901234567890"),
            (whole.Http, whole.Code, whole.Text("virtualAccountData.customerNo")));

        Task<SnapReply> Ask(string prefix, string customer, string va) =>
            new Snap(_host.Client, SnapPartner.Bank).Inquire(new SnapQuestion
            {
                Target = "/openapi/v1.0/transfer-va/inquiry",
                Body = System.Text.Encoding.UTF8.GetBytes($$"""
                    {"partnerServiceId":"{{(va.EndsWith(' ') ? "009001" : prefix)}}","customerNo":{{customer}},
                    """.Trim() + $$"""
                    "virtualAccountNo":"{{va}}","inquiryRequestId":"1"}
                    """),
            });
    }

    static async Task Hears(string code, string? flag, Task<SnapReply> asking)
    {
        var reply = await asking;
        Assert.Equal((code, flag), (reply.Code, reply.Text(Flag)));
    }

    Task<JsonElement> Say(params string[] terms) =>
        Verb.Do(_database, ["credential", "set", "snap", "SNAPBANKSAND", .. terms]);
}
