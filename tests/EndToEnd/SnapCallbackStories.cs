using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>From a quick or a slow answer to the callback with the final status.</summary>
public sealed class SnapCallbackStories : IAsyncLifetime
{
    const string Pending = "\"PENDING\"";
    const string Failed = "\"FAILED\"";
    const string Active = "\"SUCCESS\",\"beneficiaryAccountStatus\":\"ACTIVE\"";
    const string Invalid = "\"SUCCESS\",\"beneficiaryAccountStatus\":\"INVALID\"";

    HostProcess _host = null!;
    string _database = "";

    SandboxControls Controls => new(_host);

    Snap Toko => Snap.Toko(_host, SnapDialect.IFortepay);

    Inbox Inbox => new(_host, "toko-maju");

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Whatever_the_bank_does_is_answered_within_its_two_seconds_and_ends_in_one_callback()
    {
        var toko = Toko;
        await toko.Inquire();   // the first is never the quickest
        Scenario[] scenarios =
        [
            new("9900000001", Slow: true, Answer: Pending, Final: Active, "Lambat Tapi Ada"),
            new("9900000002", Slow: true, Answer: Pending, Final: Invalid),
            new("9900000003", Slow: true, Answer: Pending, Final: Failed),
            new("9900000004", Slow: true, Answer: Pending, Final: Failed, EndsInTime: false),
            new("9900000005", Slow: false, Answer: Failed, Final: Failed),
            new("9900000006", Slow: false, Answer: Pending, Final: Failed, EndsInTime: false),
            new("9900000007", Slow: false, Answer: Invalid, Final: Invalid),
        ];

        var asked = await Task.WhenAll(scenarios.Select(scenario => Ask(toko, scenario)));

        foreach (var (scenario, reference, referenceNo) in asked.Where(one => one.Scenario.EndsInTime))
            await AssertToldOnce(scenario, reference, referenceNo);

        var open = asked.Where(one => !one.Scenario.EndsInTime).ToArray();
        var told = await Inbox.List();
        Assert.DoesNotContain(told, callback => open.Any(one => one.ReferenceNo == callback.Reference));

        await Controls.Advance(TimeSpan.FromSeconds(60));
        foreach (var (scenario, reference, referenceNo) in open)
            await AssertToldOnce(scenario, reference, referenceNo);

        Assert.Equal(scenarios.Length + 1, (await Inbox.List()).Length);
        Assert.Equal(0, await Count.Ask<int>(_database, "select count(*) from open_inquiries"));
    }

    [Fact]
    public async Task A_callback_is_sent_again_with_the_same_body_until_it_is_taken_with_200()
    {
        var toko = Toko;
        await Inbox.Answer(503);
        var (quick, slow) = (await toko.Inquire(), await toko.Inquire("9900000001"));
        string[] references = [quick.Reference!, slow.Reference!];
        await Arrived(attempts: 1);

        await Inbox.Answer(201);   // which is a success, and not the one of the contract
        await Controls.Advance(TimeSpan.FromSeconds(6));
        await Arrived(attempts: 2);

        await Inbox.Answer(200);
        await Controls.Advance(TimeSpan.FromSeconds(34));
        await Arrived(attempts: 3);
        await Controls.Advance(TimeSpan.FromHours(12));

        foreach (var reference in references)
        {
            var callbacks = await Inbox.WaitFor(reference, 3);
            Assert.Single(callbacks.Select(callback => callback.Body).Distinct());
            Assert.Equal(3, callbacks.Select(callback => callback.Header("X-TIMESTAMP")).Distinct().Count());
            Assert.All(callbacks, callback => callback.AssertSigned(toko.Partner, Inbox.Url));
        }

        var shown = await _host.Client.GetFromJsonAsync<JsonElement[]>("/sandbox/callbacks");
        Assert.All(shown!, one => Assert.Equal(
            "delivered 503 201 200",
            $"{one.GetProperty("state")} " + string.Join(' ', one.GetProperty("attempts").EnumerateArray()
                .Select(attempt => attempt.GetProperty("status").ToString()))));
        Assert.Equal(6, (await Inbox.List()).Length);

        async Task Arrived(int attempts)
        {
            foreach (var reference in references)
                await Inbox.WaitFor(reference, attempts);

            // It has come before the answer to it is written down.
            await Eventually.Is(async () => await Count.Ask<int>(
                _database, "select count(*) from callback_attempts where number = @attempts", new { attempts }) == 2);
        }
    }

    [Fact]
    public async Task Who_has_no_URL_is_asked_about_and_answered_and_not_called_back()
    {
        var warung = Snap.Warung(_host, SnapDialect.IFortepay);

        var replies = await Task.WhenAll(warung.Inquire(), warung.Inquire("9900000003"));

        Assert.Equal(["2001600", "2021600"], replies.Select(reply => reply.Code));
        await Eventually.Is(async () => await Count.Ask<int>(_database, "select count(*) from inquiries") == 2);
        Assert.Equal(0, await Count.Ask<int>(_database, "select count(*) from callbacks"));
    }

    [Fact]
    public async Task A_reset_leaves_no_callback_behind()
    {
        var reference = (await Toko.Inquire()).Reference!;
        await Inbox.WaitFor(reference);
        await Eventually.Is(async () =>
            await Count.Ask<int>(_database, "select count(*) from callback_ended") == 1);

        await Controls.Reset();

        Assert.Empty(await Inbox.List());
        Assert.Equal("[]", await _host.Client.GetStringAsync("/sandbox/callbacks"));
    }

    static async Task<(Scenario Scenario, string Reference, string ReferenceNo)> Ask(Snap toko, Scenario scenario)
    {
        var question = new SnapQuestion { Account = scenario.Account };
        var request = await toko.Prepare(question);
        var watch = Stopwatch.StartNew();
        var reply = await toko.Send(request);
        var (fastest, slowest) = scenario.Slow ? (1.9, 2.8) : (0, 1.5);

        Assert.InRange(watch.Elapsed.TotalSeconds, fastest, slowest);
        var code = scenario.Answer == Pending ? "202" : "200";
        var message = scenario.Answer == Pending ? "Request In Progress" : "Successful";
        Assert.Equal(code, $"{(int)reply.Http}");
        var rest = scenario.Body(question.Reference, reply.Reference!, scenario.Answer, "");
        Assert.Equal($$"""{"responseCode":"{{code}}1600","responseMessage":"{{message}}",{{rest}}""", reply.Body);

        return (scenario, question.Reference, reply.Reference!);
    }

    async Task AssertToldOnce(Scenario scenario, string reference, string referenceNo)
    {
        var callback = Assert.Single(await Inbox.WaitFor(referenceNo));

        Assert.Equal($"{{{scenario.Body(reference, referenceNo, scenario.Final, scenario.Name)}", callback.Body);
        callback.AssertSigned(SnapPartner.Toko(SnapDialect.IFortepay), Inbox.Url);
    }

    sealed record Scenario(
        string Account, bool Slow, string Answer, string Final, string Name = "", bool EndsInTime = true)
    {
        /// <summary>From the reference on, what answers and callbacks share.</summary>
        public string Body(string reference, string referenceNo, string status, string name) =>
            $$$"""
            "referenceNo":"{{{referenceNo}}}","partnerReferenceNo":"{{{reference}}}",
            "beneficiaryAccountName":"{{{name}}}","beneficiaryAccountNo":"{{{Account}}}","beneficiaryBankCode":"014",
            "beneficiaryBankName":"BCA","currency":"IDR",
            "additionalInfo":{"inquiryStatus":{{{status}}},"isVirtualAccount":"N"}}
            """.ReplaceLineEndings("");
    }
}
