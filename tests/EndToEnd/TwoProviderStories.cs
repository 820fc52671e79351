using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Periksa.Tests.Postgres;
using Periksa.Tests.Support;

namespace Periksa.EndToEnd.Tests;

/// <summary>Two providers that could answer the same question: the quicker one is heard, both are paid, and where they
/// name two holders somebody is to look.</summary>
public sealed class TwoProviderStories : IAsyncLifetime
{
    const int Dear = 100_000;
    const int Cheap = 40_000;

    readonly SemaphoreSlim _mayAnswer = new(0);

    ScriptedProvider _first = null!;
    ScriptedProvider _second = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        (_first, _second) = (await ScriptedProvider.Open(), await ScriptedProvider.Open());
        _first.Answer = http => Answer(http, "PT. Siti Nurhaliza", isSlow: true);
        _second.Answer = http => Answer(http, "pt siti nurhaliza", isSlow: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await Prove.AssertNoDifference(_database);
    }

    /// <summary>Ten answers show how quick the first usually is; what begins with a six it does not answer.</summary>
    [Fact]
    public async Task Ask_another_beside_a_slow_one_and_tell_both_questions_and_what_each_cost()
    {
        await using var host = await Start(["first", "second"], ("Periksa__Routes__0__Hedge__MaxPrice", $"{Dear}"));
        foreach (var i in Enumerable.Range(0, 12))
            Assert.Equal("000", (await Sento.Toko(host).Inquire($"500000000{i:00}", "014")).Code);

        var asked = System.Diagnostics.Stopwatch.StartNew();
        var reply = await Sento.Toko(host).Inquire("60000000001", "014");

        Assert.InRange(asked.Elapsed.TotalSeconds, 0, 9);   // it has ten
        Assert.Equal(("000", "pt siti nurhaliza"), (reply.Code, reply.Text("account_name")));
        _mayAnswer.Release();
        var id = reply.Text("id")!;
        await Eventually.Is(async () => Step(await Told("why", id, "--json"), "first").Outcome == "found");

        var why = await Told("why", id, "--json");
        Assert.Equal(("asked", "found", Dear), Step(why, "first"));
        Assert.Equal(("hedged", "found", Cheap), Step(why, "second"));
        Assert.Contains("second was asked as well, the other being slow", (string)why["sentence"]!);
        var saved = (await Told("savings", "--json")).AsArray();
        Assert.Contains(saved, row => ((string)row!["connector"]!, (int)row["paid"]!) == ("first", 13 * Dear));
        Assert.Contains(
            saved, row => (string)row!["connector"]! == "second"
                && (int)row["paid"]! == Cheap * (int)row["asked"]! && (int)row["asked"]! >= 1);
        Assert.DoesNotContain("two different holders", host.Output);   // the same but for how they are written
    }

    /// <summary>The first has named one holder, and the second names another: nobody is told either name.</summary>
    [Fact]
    public async Task Name_two_holders_and_their_callers_hear_that_nothing_is_sure()
    {
        await using var host = await Start(["first", "second"], ("Periksa__Answers__RememberFound", "24:00:00"));
        string[] numbers = ["50000000001", "50000000002", "50000000003", "50000000004", "50000000005"];
        foreach (var number in numbers)
            Assert.Equal("000", (await Sento.Toko(host).Inquire(number, "014")).Code);

        await TakeOutFirst();
        await Count.Ask<int>(_database, "update partners set fresh_answers = true where id = 'toko-maju' returning 1");
        await Task.Delay(1000);

        // Written otherwise, it is the same name.
        Assert.Equal("pt siti nurhaliza", (await Sento.Toko(host).Inquire(numbers[0], "014")).Text("account_name"));
        Assert.DoesNotContain("name two holders", host.Output);

        _second.Answer = http => Answer(http, "Budi Santoso", isSlow: false);
        Assert.Equal("500", (await Sento.Toko(host).Inquire(numbers[1], "014")).Code);
        var pending = await Snap.Toko(host, SnapDialect.IFortepay).Inquire(numbers[2]);
        Assert.Equal(("2021600", "PENDING"), (pending.Code, pending.Status));
        Assert.Equal("5004202", (await Snap.Toko(host, SnapDialect.Paydia).Inquire(numbers[3])).Code);
        Assert.Equal("SP005", (await SingaPay.At(host).Name("014", numbers[4])).Code);

        Assert.Equal(4, host.Output.Split("name two holders").Length - 1);
        Assert.DoesNotContain("Budi Santoso", host.Output);
        Assert.Equal(numbers[..1], await Count.Ask<string[]>(
            _database,
            "select array_agg(account_number) from remembered_answers where outcome = 'found'"));
    }

    /// <summary>The caller has its answer by then; what was learned from it is forgotten.</summary>
    [Fact]
    public async Task Name_two_holders_when_they_are_compared_afterwards_and_nothing_is_remembered()
    {
        _second.Answer = http => Answer(http, "Budi Santoso", isSlow: false);
        await using var host = await Start(
            ["first"],
            ("Periksa__Answers__RememberFound", "24:00:00"),
            ("Periksa__Routes__0__Shadow__Use", "second"), ("Periksa__Routes__0__Shadow__Percent", "100"));

        Assert.Equal("000", (await Sento.Toko(host).Inquire("50000000001", "014")).Code);

        await Eventually.Is(() => Task.FromResult(
            host.Output.Contains("first and second name two different holders", StringComparison.Ordinal)));
        await Eventually.Is(async () => await Count.Ask<int>(
            _database, "select count(*) from remembered_answers where outcome = 'found'") == 0);
    }

    static (string Kind, string? Outcome, int Price) Step(JsonNode why, string route)
    {
        var step = why["routes"]!.AsArray().Single(one => (string)one!["route"]! == route)!;
        return ((string)step["kind"]!, (string?)step["outcome"], (int)step["price"]!);
    }

    async Task TakeOutFirst()
    {
        var (code, _, errors) = await Run("route", "cordon", "first", "--reason", "it calls everybody Siti");
        Assert.True(code == 0, errors);
    }

    async Task Answer(HttpContext http, string name, bool isSlow)
    {
        var body = (await JsonNode.ParseAsync(http.Request.Body))!;
        var number = (string)body["account_number"]!;
        if (isSlow && number.StartsWith('6'))
            await _mayAnswer.WaitAsync(http.RequestAborted);

        await http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["status"] = new JsonObject { ["code"] = "000", ["message"] = "Success" },
            ["bank_code"] = (string)body["bank_code"]!,
            ["account_number"] = number,
            ["account_name"] = name,
        });
    }

    Task<HostProcess> Start(string[] use, params (string, string)[] settings) => HostProcess.Start(
    [
        ("ConnectionStrings__Periksa", _database),
        .. ProviderSettings.Connector("first", _first.Url, "sento"),
        .. ProviderSettings.Connector("second", _second.Url, "sento"),
        ("Periksa__Connectors__first__Price__Found", $"{Dear}"),
        ("Periksa__Connectors__second__Price__Found", $"{Cheap}"),
        .. ProviderSettings.Routes(use),
        .. settings,
    ]);

    Task<(int ExitCode, string Output, string Errors)> Run(params string[] words) =>
        HostProcess.Run("", [("ConnectionStrings__Periksa", _database)], words);

    async Task<JsonNode> Told(params string[] words)
    {
        var (code, output, errors) = await Run(words);
        Assert.True(code == 0, errors);
        return JsonNode.Parse(output) ?? throw new JsonException("Nothing was printed.");
    }
}
