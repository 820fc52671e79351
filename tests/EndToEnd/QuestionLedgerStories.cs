using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Periksa.Tests.Postgres;
using Periksa.Tests.Support;

namespace Periksa.EndToEnd.Tests;

/// <summary>What providers are asked is in our ledger, whatever becomes of the host; and whoever runs it can see why,
/// and steer it.</summary>
public sealed class QuestionLedgerStories : IAsyncLifetime
{
    const int Price = 100_000;

    readonly SemaphoreSlim _mayAnswer = new(0);

    ScriptedProvider _provider = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _provider = await ScriptedProvider.Open();
        _provider.Answer = Answer;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    /// <summary>An unkeyed question, whose caller hears nothing: only the ledger knows that it went out.</summary>
    [Fact]
    public async Task Has_every_question_that_a_killed_host_had_asked()
    {
        var host = await Start("first");
        foreach (var number in Enumerable.Range(0, 5))
            Assert.Equal("000", (await Sento.Toko(host).Inquire($"500000000{number}", "014")).Code);

        var lost = Enumerable.Range(0, 20).Select(i => Lost(host, $"60000000{i:00}")).ToArray();
        await Eventually.Is(() => Task.FromResult(_provider.Asked.Count == 25));
        await host.Kill();
        await Task.WhenAll(lost);
        _mayAnswer.Release(20);

        await using var next = await Start("first");
        Assert.Equal("000", (await Sento.Toko(next).Inquire("5000000009", "014")).Code);
        Assert.Equal(_provider.Asked.Count, await Count.Ask<int>(_database, "select count(*) from provider_questions"));
        Assert.Equal(
            20, await Count.Ask<int>(_database, "select count(*) from provider_questions where outcome is null"));

        var saved = Assert.Single((await Told("savings", "--json")).AsArray())!;
        Assert.Equal(
            ("toko-maju", "first", 26, 0, 6 * Price, 0),
            ((string)saved["partner"]!, (string)saved["connector"]!, (int)saved["asked"]!, (int)saved["remembered"]!,
                (int)saved["paid"]!, (int)saved["saved"]!));
        await Prove.AssertNoDifference(_database);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Explains_an_answer_by_the_id_that_its_caller_was_told()
    {
        await using var host = await Start("first", "second");
        var sento = await Sento.Toko(host).Inquire("5000000001", "014");
        var snap = await Snap.Toko(host, SnapDialect.Standard).Inquire("5000000002");

        foreach (var id in new[] { sento.Text("id")!, snap.Text("referenceNo")! })
        {
            var why = await Told("why", id, "--json");
            Assert.Equal("found", (string)why["outcome"]!);
            var step = Assert.Single(why["routes"]!.AsArray())!;
            Assert.Equal(
                ("first", "asked", "found", Price),
                ((string)step["route"]!, (string)step["kind"]!, (string)step["outcome"]!, (int)step["price"]!));
            Assert.Equal(("full", false), ((string)step["quality"]!, (bool)step["suspected"]!));
            Assert.Null(step["handle_until"]);
            Assert.Contains("first was asked at", (string)why["sentence"]!, StringComparison.Ordinal);
            Assert.DoesNotContain("500000000", $"{why}", StringComparison.Ordinal);
        }

        string[] unknown = ["nonsense", "0195a1b2-0000-7000-8000-000000000000", "ffffffff-ffff-7fff-bfff-ffffffffffff"];
        foreach (var id in unknown)
        {
            var (code, output, errors) = await Run("why", id);
            Assert.Equal((1, ""), (code, output));
            Assert.Contains("No inquiry", errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Asks_another_within_a_second_on_every_host_once_a_route_is_taken_out()
    {
        await using var one = await Start("first", "second");
        await using var two = await Start("first", "second");

        Assert.Equal(0, (await Run("route", "cordon", "first", "--bank", "014", "--reason", "it is slow")).ExitCode);
        await Task.Delay(1000);
        foreach (var host in new[] { one, two })
        {
            var reply = await Sento.Toko(host).Inquire("5000000001", "014");
            Assert.Equal("000", reply.Code);
            var why = await Told("why", reply.Text("id")!, "--json");
            Assert.Equal(
                ["first cordoned", "second asked"],
                why["routes"]!.AsArray().Select(step => $"{step!["route"]} {step["skipped"] ?? step["kind"]}"));
            Assert.Equal("000", (await Sento.Toko(host).Inquire("5000000001", "002")).Code);
        }

        Assert.Contains("bank 014", (await Run("route", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("route", "uncordon", "second")).ExitCode);
        Assert.Equal(0, (await Run("route", "uncordon", "first", "--reason", "it is quick again")).ExitCode);
        var trail = (await Run("audit", "--subject", "route:first")).Output;
        Assert.Contains("route.cordon", trail, StringComparison.Ordinal);
        Assert.Contains("route.uncordon", trail, StringComparison.Ordinal);
        Assert.Contains("it is quick again", trail, StringComparison.Ordinal);
        await Task.Delay(1000);
        var again = await Sento.Toko(two).Inquire("5000000001", "014");
        Assert.Contains("first was asked", (await Run("why", again.Text("id")!)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spends_no_more_than_it_may()
    {
        await using var host = await HostProcess.Start(
        [
            .. Settings("first"), ("Periksa__Connectors__first__DailySpendLimit", $"{3 * Price}"),
        ]);

        var codes = new List<string>();
        for (var i = 0; i < 5; i++)
            codes.Add((await Sento.Toko(host).Inquire($"500000000{i}", "014")).Code);

        Assert.Equal(["000", "000", "000"], codes[..3]);
        Assert.DoesNotContain("000", codes[3..]);
        Assert.Equal(3, _provider.Asked.Count);
        Assert.Contains("first spent", host.Output, StringComparison.Ordinal);
    }

    // Nobody hears the answer.
    static async Task Lost(HostProcess host, string number)
    {
        try
        {
            await Sento.Toko(host).Inquire(number, "014");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            // as it should be
        }
    }

    // Those that begin with a six are kept waiting.
    async Task Answer(HttpContext http)
    {
        var body = (await JsonNode.ParseAsync(http.Request.Body))!;
        var number = (string)body["account_number"]!;
        if (number.StartsWith('6'))
            await _mayAnswer.WaitAsync(http.RequestAborted);

        await http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["status"] = new JsonObject { ["code"] = "000", ["message"] = "Success" },
            ["bank_code"] = (string)body["bank_code"]!,
            ["account_number"] = number,
            ["account_name"] = "Siti Nurhaliza",
        });
    }

    Task<HostProcess> Start(params string[] routes) => HostProcess.Start(Settings(routes));

    (string, string)[] Settings(params string[] routes) =>
    [
        ("ConnectionStrings__Periksa", _database),
        .. routes.SelectMany(name => ProviderSettings.Connector(name, _provider.Url, "sento")),
        .. routes.Select(name => ($"Periksa__Connectors__{name}__Price__Found", $"{Price}")),
        .. ProviderSettings.Routes(routes),
    ];

    Task<(int ExitCode, string Output, string Errors)> Run(params string[] words) =>
        HostProcess.Run("", [("ConnectionStrings__Periksa", _database)], words);

    async Task<JsonNode> Told(params string[] words)
    {
        var (code, output, errors) = await Run(words);
        Assert.True(code == 0, errors);
        return JsonNode.Parse(output) ?? throw new JsonException("Nothing was printed.");
    }
}
