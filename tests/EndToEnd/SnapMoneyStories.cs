using System.Diagnostics;
using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Money sent by the standard's services 18, 36 and 11, from the order to the callback.</summary>
public sealed class SnapMoneyStories : IAsyncLifetime
{
    HostProcess _host = null!;
    string _database = "";

    SnapMoney Toko => field ??= SnapMoney.Toko(_host);

    Inbox Inbox => new(_host, "toko-maju-snap");

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
        await Toko.Token();
    }

    public async ValueTask DisposeAsync()
    {
        await Prove.AssertNoDifference(_database);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task What_the_bank_settles_in_time_is_answered_so_by_all_its_names_and_told()
    {
        await Toko.Transfer("the first is never the quickest", amount: "50000.00");
        Assert.Equal(950_000m, await Toko.Available());

        var sent = await Toko.Transfer("quick", bank: "CENAIDJA", amount: "150000.00", externalId: "4180755");

        Assert.Equal(("2001800", "CENAIDJA"), (sent.Code, sent.Text("beneficiaryBankCode")));
        Assert.Equal(800_000m, await Toko.Available());

        var status = await Toko.Status("quick");
        Assert.Equal(
            ("2003600", "00", "success", "4180755"),
            (status.Code, status.Text("latestTransactionStatus"), status.Text("transactionStatusDesc"),
                status.Text("originalExternalId")));
        Assert.Equal(sent.Text("traceNo"), status.Text("referenceNumber"));
        Assert.Equal(status.Body, (await Toko.StatusBy("originalReferenceNo", sent.Reference!)).Body);
        Assert.Equal(status.Body, (await Toko.StatusBy("originalExternalId", "4180755")).Body);

        Toko.AssertTold(Assert.Single(await SnapMoney.Told(Inbox, "quick")), Inbox, status);
    }

    public static TheoryData<string, string, string, string?> Scenarios => new()
    {
        { "9900000001", "2021800", "03", "00" },
        { "9900000002", "4041811", "06", "06" },
        { "9900000003", "5001802", "06", "06" },
        { "9900000004", "2021800", "03", null },
        { "9900000005", "5001802", "06", "06" },
        { "9900000006", "2021800", "03", null },
        { "9900000007", "4031809", "06", "06" },
        { "9900000008", "4031818", "06", "06" },
        { "5550000001", "4031818", "06", "06" },
        { "1", "4041811", "06", "06" },
    };

    [Theory, MemberData(nameof(Scenarios))]
    public async Task Whatever_the_bank_does_is_answered_in_two_seconds_and_its_end_is_told(
        string number, string code, string status, string? final)
    {
        var watch = Stopwatch.StartNew();
        var sent = await Toko.Transfer("one", number);

        Assert.InRange(watch.Elapsed.TotalSeconds, code is "2021800" ? 1.9 : 0, 3.5);
        Assert.Equal((code, code[..3]), (sent.Code, $"{(int)sent.Http}"));
        if (final is null)
        {
            await Toko.Reaches("one", status);
            Assert.Equal(990_000m, await Toko.Available());
            Assert.Empty(await Inbox.List());
            return;
        }

        await Toko.Reaches("one", final);
        Toko.AssertTold(Assert.Single(await SnapMoney.Told(Inbox, "one")), Inbox, await Toko.Status("one"));
        Assert.Equal(final is "00" ? 990_000m : 1_000_000m, await Toko.Available());

        // A failure's reference is used up as any other's.
        Assert.Equal("4091801", (await Toko.Transfer("one")).Code);
    }

    [Fact]
    public async Task A_reference_is_used_by_what_is_debited_and_an_external_id_by_whatever_is_decided()
    {
        Assert.Equal("2001800", (await Toko.Transfer("once", externalId: "1")).Code);

        Assert.Equal("4091801", (await Toko.Transfer("once", externalId: "2")).Code);
        Assert.Equal("4091801", (await Toko.Transfer("once", bank: "002", amount: "1.00")).Code);
        Assert.Equal("4091801", (await Toko.Transfer("once", bank: "999")).Code);
        Assert.Equal("4091801", (await Toko.Transfer("once", source: SnapMoney.WarungsAccount)).Code);
        Assert.Equal("4091800", (await Toko.Transfer("other", externalId: "1")).Code);
        Assert.Equal("4091800", (await Toko.Transfer("other", externalId: "2")).Code);
        Assert.Equal("4093600", (await Toko.Status("once", externalId: "1")).Code);
        Assert.Equal("2003600", (await Toko.Status("once", externalId: "3")).Code);
        Assert.Equal("4091800", (await Toko.Transfer("other", externalId: "3")).Code);
        Assert.Equal("4091600", (await Snap.Toko(_host, SnapDialect.Standard).Inquire(
            new SnapQuestion { ExternalId = "1" })).Code);

        // An inquiry before the transfer may have its reference.
        var inquiry = new SnapQuestion { Reference = "asked and sent" };
        Assert.Equal("2001600", (await Snap.Toko(_host, SnapDialect.Standard).Inquire(inquiry)).Code);
        Assert.Equal("2001800", (await Toko.Transfer("asked and sent")).Code);
        Assert.Equal(980_000m, await Toko.Available());
    }

    [Fact]
    public async Task What_cannot_be_sent_moves_nothing_and_may_be_sent_again_under_its_reference()
    {
        Assert.Equal("4031814", (await Toko.Transfer("later", amount: "1000000.01", externalId: "1")).Code);
        Assert.Equal("4091800", (await Toko.Transfer("later", externalId: "1")).Code);
        Assert.Equal("4041803", (await Toko.Transfer("later", bank: "999")).Code);
        Assert.Equal("4041811", (await Toko.Transfer("later", source: SnapMoney.WarungsAccount)).Code);
        Assert.Equal("4041811", (await Toko.Transfer("later", source: "8800000009")).Code);
        Assert.Equal("4001801", (await Toko.Transfer("later", amount: "0.00")).Code);
        Assert.Equal("4043601", (await Toko.Status("later")).Code);
        Assert.Equal(1_000_000m, await Toko.Available());
        Assert.Empty(await Inbox.List());

        Assert.Equal("2001800", (await Toko.Transfer("later", amount: "1000000.00")).Code);
        Assert.Equal(0m, await Toko.Available());
    }

    [Fact]
    public async Task Nobody_learns_of_another_partners_money()
    {
        var warung = SnapMoney.Warung(_host);
        var sent = await Toko.Transfer("tokos", externalId: "4180");

        Assert.Equal("4043601", (await warung.Status("tokos")).Code);
        Assert.Equal("4043601", (await warung.StatusBy("originalReferenceNo", sent.Reference!)).Code);
        Assert.Equal("4043601", (await warung.StatusBy("originalExternalId", "4180")).Code);
        Assert.Equal("4041111", (await warung.Balance(SnapMoney.TokosAccount)).Code);
        Assert.Equal("4041811", (await warung.Transfer("tokos", source: SnapMoney.TokosAccount)).Code);

        Assert.Equal("2001800", (await warung.Transfer("tokos", source: SnapMoney.WarungsAccount)).Code);
        Assert.Equal(90_000m, await warung.Available(SnapMoney.WarungsAccount));
        Assert.Equal(990_000m, await Toko.Available());
    }

    [Fact]
    public async Task A_callback_is_sent_again_under_another_external_id_until_it_is_taken_with_200()
    {
        await Inbox.Answer(201);   // which is a success, and not the one of the contract
        await Toko.Transfer("slow", "9900000001");
        await SnapMoney.Told(Inbox, "slow");
        await Attempts(1);
        await Inbox.Answer(200);
        await new SandboxControls(_host).Advance(TimeSpan.FromSeconds(6));
        await SnapMoney.Told(Inbox, "slow", times: 2);
        await Attempts(2);
        var status = await Toko.Status("slow");
        await new SandboxControls(_host).Advance(TimeSpan.FromHours(12));

        var told = await SnapMoney.Told(Inbox, "slow", times: 2);
        Assert.Equal(2, told.Length);
        Assert.Equal(2, told.Select(one => one.Header("X-EXTERNAL-ID")).Distinct().Count());
        Assert.All(told, one => Toko.AssertTold(one, Inbox, status));

        // It has come before the answer to it is written down.
        Task Attempts(int number) => Eventually.Is(async () => await Count.Ask<int>(
            _database, "select count(*) from callback_attempts where number = @number", new { number }) == 1);
    }

    [Fact]
    public async Task What_was_paid_and_comes_back_is_told_as_refunded()
    {
        await Toko.Transfer("back");
        using var refunded = await _host.Client.PostAsync(
            $"/sandbox/accounts/{SnapMoney.TokosAccount}/disbursements/back/refund", content: null);

        Assert.Equal(HttpStatusCode.OK, refunded.StatusCode);
        var status = await Toko.Status("back");
        Assert.Equal("04", status.Text("latestTransactionStatus"));
        Toko.AssertTold((await SnapMoney.Told(Inbox, "back", times: 2))[1], Inbox, status);
        Assert.Equal(1_000_000m, await Toko.Available());
    }
}
