using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Periksa.Tests.Postgres;
using Periksa.Tests.Support;

namespace Periksa.EndToEnd.Tests;

/// <summary>Providers' limits as operators set them: kept to, and told.</summary>
public sealed class RouteLimitStories : IAsyncLifetime
{
    readonly SemaphoreSlim _mayAnswer = new(0);
    readonly ConcurrentQueue<string> _asked = [];

    ScriptedProvider _provider = null!;
    string _database = "";
    bool _isUnderMaintenance;

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _provider = await ScriptedProvider.Open();
        _provider.Answer = Answer;
    }

    public async ValueTask DisposeAsync()
    {
        _mayAnswer.Release(1000);
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_provider_is_asked_no_faster_than_it_may_be_and_the_next_beyond_that()
    {
        await using var host = await Start(["first", "second"], ("first", "Rate", "0.01"), ("first", "Burst", "2"));

        var third = "";
        for (var i = 0; i < 3; i++)
        {
            var reply = await Sento.Toko(host).Inquire($"500000000{i}", "014");
            Assert.Equal("000", reply.Code);
            third = reply.Text("id")!;
        }

        Assert.Equal(["first", "first", "second"], _asked);
        Assert.Contains("first was left out, being over its rate; second was asked", await Why(third));
    }

    /// <summary>As where a provider is too busy: that is no answer about the account.</summary>
    [Fact]
    public async Task Beyond_its_rate_nothing_is_said_of_the_account_where_nobody_else_is_left()
    {
        await using var host = await Start(["first"], ("first", "Rate", "0.01"), ("first", "Burst", "1"));
        var busy = await HostProcess.Start(
        [
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            .. ProviderSettings.Connector("busy", new(_provider.Url, "busy"), "sento"),
            .. ProviderSettings.Routes("busy"),
        ]);
        await using var both = busy;

        Assert.Equal("000", (await Sento.Toko(host).Inquire("5000000001", "014")).Code);
        var limited = (await Sento.Toko(host).Inquire("5000000001", "014")).Code;

        Assert.Equal((await Sento.Toko(busy).Inquire("5000000001", "014")).Code, limited);
        Assert.Contains("Nobody answers about bank 014", host.Output, StringComparison.Ordinal);
        Assert.Contains("first over_rate", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_questions_are_under_way_at_a_provider_than_may_be()
    {
        await using var host = await Start(["first", "second"], ("first", "Concurrency", "3"));

        var asking = Enumerable.Range(0, 12).Select(i => Sento.Toko(host).Inquire($"60000000{i:00}", "014")).ToArray();
        await Eventually.Is(() => Task.FromResult(_asked.Count == 12));
        Assert.Equal(3, _asked.Count(one => one == "first"));
        _mayAnswer.Release(12);
        var replies = await Task.WhenAll(asking);
        Assert.All(replies, reply => Assert.Equal("000", reply.Code));

        // Their places are free.
        Assert.Equal("000", (await Sento.Toko(host).Inquire("5000000001", "014")).Code);
        Assert.Equal("first", _asked.Last());
    }

    [Fact]
    public async Task A_provider_is_asked_three_times_about_an_account_by_two_hosts_together()
    {
        (string, string, string)[] terms = [("first", "MaxHitsPerAccountPerDay", "3")];
        await using var one = await Start(["first"], terms);
        await using var two = await Start(["first"], terms);

        var codes = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            var replies = await Task.WhenAll(
                new[] { one, two }.Select(host => Sento.Toko(host).Inquire("5000000001", "014")));
            codes.AddRange(replies.Select(reply => reply.Code));
        }

        Assert.Equal(3, codes.Count(code => code == "000"));
        Assert.Equal(3, _asked.Count);

        // Neither forgetting nor a host that starts anew makes the provider forget.
        Assert.Equal(0, (await Run("forget", "--bank", "014", "--account", "5000000001")).ExitCode);
        await using var three = await Start(["first"], terms);
        Assert.NotEqual("000", (await Sento.Toko(three).Inquire("5000000001", "014")).Code);
        Assert.Contains("first used_up", three.Output, StringComparison.Ordinal);
        Assert.Equal("000", (await Sento.Toko(three).Inquire("5000000002", "014")).Code);
        Assert.Equal(4, _asked.Count);
        await Prove.AssertNoDifference(_database);
    }

    [Fact]
    public async Task A_provider_that_says_that_it_is_under_maintenance_is_left_alone_until_it_is_over()
    {
        _isUnderMaintenance = true;
        await using var host = await HostProcess.Start([.. Flip($"{_provider.Url}general/maintenance")]);
        await Eventually.Is(async () => (await Run("route", "list")).Output.Contains(
            "under maintenance, says the provider", StringComparison.Ordinal));
        await Task.Delay(1000);

        var reply = await Sento.Toko(host).Inquire("5000000001", "014");
        Assert.Equal("000", reply.Code);
        Assert.Equal(["second"], _asked);
        Assert.Contains("flip was left out, being under maintenance, says the provider", await Why(reply.Text("id")!));
        Assert.Contains(_provider.Asked, request =>
            request.StartsWith("GET /general/maintenance", StringComparison.Ordinal)
            && request.Contains("Authorization: Basic ", StringComparison.Ordinal));

        _isUnderMaintenance = false;
        await Count.Ask<int>(_database, """
            with earlier as (
                update provider_maintenance set asked_at = asked_at - interval '1 minute' returning 1
            )
            select count(*)::int from earlier
            """);
        await Eventually.Is(async () =>
        {
            Assert.Equal("000", (await Sento.Toko(host).Inquire("5000000001", "014")).Code);
            return _asked.Last() == "flip";
        });
        Assert.Contains("No route is taken out", (await Run("route", "list")).Output, StringComparison.Ordinal);
    }

    /// <summary>The secret key would be sent there.</summary>
    [Fact]
    public async Task The_address_of_a_maintenance_is_at_its_provider_s_host()
    {
        var (code, said) = await HostProcess.Refused(Flip("http://elsewhere.example/general/maintenance"));

        Assert.Equal(1, code);
        Assert.Contains("Periksa:Connectors:flip:MaintenanceUrl", said, StringComparison.Ordinal);
    }

    (string, string)[] Flip(string maintenance) =>
    [
        ("ConnectionStrings__Periksa", _database),
        .. new (string Name, string Value)[]
        {
            ("Kind", "Flip"), ("ServiceBase", $"{_provider.Url}"), ("SecretKey", "a-key"), ("CallbackToken", "a-token"),
            ("MaintenanceUrl", maintenance),
        }
        .Select(one => ($"Periksa__Connectors__flip__{one.Name}", one.Value)),
        .. ProviderSettings.Connector("second", new(_provider.Url, "second"), "sento"),
        .. ProviderSettings.Routes("flip", "second"),
    ];

    Task<HostProcess> Start(string[] routes, params (string Route, string Name, string Value)[] terms) =>
        HostProcess.Start(
        [
            ("ConnectionStrings__Periksa", _database),
            .. routes.SelectMany(name => ProviderSettings.Connector(name, new(_provider.Url, name), "sento")),
            .. terms.Select(one => ($"Periksa__Connectors__{one.Route}__{one.Name}", one.Value)),
            .. ProviderSettings.Routes(routes),
        ]);

    // Which route it is, is the first part of the path; those that begin with a six are kept waiting.
    async Task Answer(HttpContext http)
    {
        if (http.Request.Path == "/general/maintenance")
        {
            await http.Response.WriteAsJsonAsync(new JsonObject { ["maintenance"] = _isUnderMaintenance });
            return;
        }

        if (http.Request.HasFormContentType)
        {
            _asked.Enqueue("flip");
            await http.Response.WriteAsJsonAsync(new JsonObject
            {
                ["bank_code"] = $"{http.Request.Form["bank_code"]}",
                ["account_number"] = $"{http.Request.Form["account_number"]}",
                ["account_holder"] = "Siti Nurhaliza",
                ["status"] = "SUCCESS",
                ["inquiry_key"] = $"{http.Request.Form["inquiry_key"]}",
            });
            return;
        }

        var name = http.Request.Path.Value!.Split('/')[1];
        if (name == "busy")
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        _asked.Enqueue(name);
        await AnswerAsSento(http);
    }

    async Task AnswerAsSento(HttpContext http)
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

    async Task<string> Why(string id) => (await Run("why", id)).Output;

    Task<(int ExitCode, string Output, string Errors)> Run(params string[] words) =>
        HostProcess.Run("", [("ConnectionStrings__Periksa", _database)], words);
}
