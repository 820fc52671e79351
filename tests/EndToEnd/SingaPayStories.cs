using System.Net;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Where a disbursement is, from the debit to its end.</summary>
public sealed class SingaPayStories : IAsyncLifetime
{
    HostProcess _host = null!;
    string _database = "";

    SingaPay Toko => SingaPay.At(_host);

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

    [Fact]
    public async Task The_contracts_three_statuses_answer_from_the_world()
    {
        await AssertSaid("1134567891011", "331222025121209092460774035", "03", "Pending", "null");
        await AssertSaid("1134567891012", "331222025121209092460774036", "06", "Failed", "\"1765505964000\"");
        await AssertSaid("1134567891013", "331222025121209092460774037", "00", "Success", "\"1765505964000\"");
    }

    [Fact]
    public async Task The_pending_one_of_the_world_is_asked_about_and_stays_pending_for_good()
    {
        await new SandboxControls(_host).Advance(TimeSpan.FromDays(400));
        await Eventually.Is(async () => await Count.Ask<int>(
            _database,
            "select count(*) from open_payouts where leased_until <= clock_timestamp() and claims > 2") == 1);

        Assert.Equal("03", (await Toko.Status("1134567891011")).Status);
        Assert.Equal(1, await Count.Ask<int>(_database, "select times_sent from sandbox_payouts"));
    }

    [Fact]
    public async Task A_transfer_is_followed_from_01_to_its_end()
    {
        var accepted = await Toko.Transfer("followed");
        Assert.Equal(("SP000", "01", "949000.00"),
            (accepted.Code, accepted.Status, accepted.Money("balance_after")));

        var last = await Toko.Follow("followed");

        Assert.Equal("00", last.Status);
        Assert.Equal("01 02 00", await Steps("followed"));
        Assert.Equal(accepted.Data.GetProperty("transaction_id").GetString(),
            last.Data.GetProperty("transaction_id").GetString());
        Assert.Equal("949000.00", last.Money("balance_after"));
        Assert.Equal(JsonValueKind.String, last.Data.GetProperty("processed_timestamp").ValueKind);
    }

    [Fact]
    public async Task Whatever_the_bank_does_is_shown_and_money_comes_back_that_was_not_paid()
    {
        (string Number, string Steps, string? Name)[] scenarios =
        [
            ("9900000001", "01 02 03 00", "Lambat Tapi Ada"),
            ("9900000002", "01 02 06", null),
            ("9900000003", "01 02 06", null),
            ("9900000005", "01 02 06", null),
            ("9900000007", "01 02 06", null),
            ("5550000001", "01 02 06", null),
            ("404404404404", "01 02 06", null),
            ("0123456789", "01 02 00", "John Doe"),
        ];

        foreach (var (number, _, _) in scenarios)
            await Toko.Transfer(number, number, "014", amount: 20_000);

        foreach (var (number, steps, name) in scenarios)
        {
            var last = await Toko.Follow(number);
            Assert.Equal(name, last.Data.GetProperty("bank").GetProperty("account_name").GetString());
            Assert.Equal(steps, await Steps(number));
        }

        Assert.Equal(958_000, await Balance());
    }

    [Fact]
    public async Task Who_never_answers_is_asked_ever_less_often_and_is_never_sent_it_again()
    {
        string[] numbers = ["9900000004", "9900000006"];
        foreach (var number in numbers)
            await Toko.Transfer(number, number, "014", amount: 20_000);

        await Eventually.Is(async () => await Count.Ask<int>(
            _database, "select count(*) from disbursements where status = '03'") == 3);
        var controls = new SandboxControls(_host);
        for (var asked = 2; asked < 14; asked++)
        {
            await controls.Advance(TimeSpan.FromMinutes(15));
            await Eventually.Is(async () => await Count.Ask<int>(
                _database,
                "select count(*) from open_payouts where leased_until <= clock_timestamp() and claims >= @asked",
                new { asked }) == 3);
        }

        // The longest pause, and not a second more.
        Assert.True(await Count.Ask<bool>(
            _database,
            """
            select bool_and(due_at > clock_now() + interval '14 minutes'
                            and due_at <= clock_now() + interval '15 minutes')
            from open_payouts
            """));
        Assert.Equal(1, await Count.Ask<int>(_database, "select max(times_sent) from sandbox_payouts"));
        Assert.Equal("03", (await Toko.Status("9900000004")).Status);
    }

    [Fact]
    public async Task One_reference_moves_money_once_and_the_last_rupiah_has_one_winner()
    {
        Assert.Equal("SP000", (await Toko.Transfer("once")).Code);
        Assert.Equal(("SP004", HttpStatusCode.Conflict), CodeOf(await Toko.Transfer("once")));
        Assert.Equal(("SP004", HttpStatusCode.Conflict), CodeOf(await Toko.Transfer("once", amount: 10_000)));
        Assert.Equal(949_000, await Balance());

        // What is left covers one of these and not two.
        var racers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Toko.Transfer($"racer-{i}", "9900000004", "014", 800_000)));
        Assert.Single(racers, reply => reply.Code == "SP000");
        Assert.Equal(19, racers.Count(reply => CodeOf(reply) == ("SP003", HttpStatusCode.BadRequest)));
        Assert.Equal(148_000, await Balance());
    }

    [Fact]
    public async Task Nobody_sees_or_spends_what_is_anothers()
    {
        var warung = SingaPay.At(_host, SingaPay.Warung);

        Assert.Equal("SP009", (await warung.Status("1134567891011")).Code);
        Assert.Equal("SP020", (await warung.Status("1134567891011", SingaPay.Toko.Account)).Code);
        Assert.Equal("SP003", (await warung.Transfer("poor")).Code);
        Assert.Equal("SP013", (await warung.With(await Toko.Token()).Status("1134567891011")).Code);
    }

    [Fact]
    public async Task Whose_account_it_is_is_answered_in_this_dialects_words()
    {
        var replies = await Task.WhenAll(
            Toko.Name("014", "0123456789"), Toko.Name("014", "404404404404"), Toko.Name("014", "5550000001"),
            Toko.Name("014", "9900000005"), Toko.Name("014", "9900000004"), Toko.Name("014", "9900000006"));

        Assert.Equal(
            [
                ("SP000", HttpStatusCode.OK), ("SP014", HttpStatusCode.NotFound), ("SP014", HttpStatusCode.NotFound),
                ("SP002", HttpStatusCode.InternalServerError), ("SP005", HttpStatusCode.GatewayTimeout),
                ("SP005", HttpStatusCode.GatewayTimeout),
            ],
            replies.Select(CodeOf));
    }

    async Task AssertSaid(string reference, string id, string code, string word, string processed) => Assert.Equal(
        $$$$"""
        {"response_code":"SP000","response_message":"Successfully","data":{"transaction_id":"{{{{id}}}}",
        "reference_number":"{{{{reference}}}}","transaction_status":{"code":"{{{{code}}}}","desc":"{{{{word}}}}"},
        "post_timestamp":"1765505364000","processed_timestamp":{{{{processed}}}},
        "bank":{"code":"BRI","account_name":"Cengkal Marpaung","account_number":"1234567890000"},
        "gross_amount":{"currency":"IDR","value":"51000.00"},
        "fee":{"name":"Transfer Fee","value":"1000.00","currency":"IDR"},
        "net_amount":{"currency":"IDR","value":"50000.00"},
        "balance_after":{"value":"1000000.00","currency":"IDR"},"notes":"sometimes"}}
        """.ReplaceLineEndings(""),
        (await Toko.Status(reference)).Body);

    Task<string> Steps(string reference) => Count.Ask<string>(
        _database,
        """
        select string_agg(s.status, ' ' order by s.at, s.status in ('00', '06'), s.status)
        from disbursement_steps s join disbursements d on d.id = s.disbursement where d.reference = @reference
        """,
        new { reference });

    Task<decimal> Balance() => Count.Ask<decimal>(
        _database,
        "select balance / 100.0 from ledger_accounts where purpose = 'disbursement:' || @Account",
        SingaPay.Toko);

    static (string, HttpStatusCode) CodeOf(SingaPayReply reply) => (reply.Code, reply.Http);
}
