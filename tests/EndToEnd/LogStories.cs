using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What an operator finds in the log, and a caller in its answer, to speak of one request.</summary>
public sealed partial class LogStories
{
    const string Header = "X-Request-Id";

    [Fact]
    public async Task Production_writes_nothing_but_JSON_with_the_time_in_UTC()
    {
        var folder = TestServer.TemporaryFolder();
        await using var host = await HostProcess.Start(
            ("PERIKSA_DATA", folder), ("Periksa__Mode", "production"), ("Periksa__PrivateDatabase", "true"));
        await host.Stop();

        var lines = Lines(host);
        Assert.Contains(lines, line => Message(line).Contains("Making a private PostgreSQL database", Ordinal));
        Assert.Contains(lines, line => Regex.IsMatch(
            Message(line), $@"\APeriksa \S+ is serving {host.Address.ToString().TrimEnd('/')}, and operators at http"));
        Assert.All(lines, line =>
        {
            var time = line.GetProperty("Timestamp").GetString()!;
            Assert.Matches(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\z", time);
            var at = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
            Assert.InRange(at, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
        });
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_request_has_one_id_in_its_answer_and_in_every_line_about_it()
    {
        await using var host = await Production(("Periksa__AccessLog", "true"));

        Assert.Equal("their-id.7:a", await Ask(host, "/api/account-inquiry?account=12341234", "their-id.7:a"));
        foreach (var insane in new[] { "a b", "a\"b", "<a>", "a%0Ab", new string('a', 129), "" })
        {
            var id = await Ask(host, "/api/account-inquiry", insane);
            Assert.NotEqual(insane, id);
            Assert.Matches("^[0-9a-f]{32}$", id);
        }

        Assert.Equal("elsewhere", await Ask(host, "/nothing/12341234", "elsewhere"));
        await host.Stop();

        var lines = Lines(host).Where(line => line.TryGetProperty("RequestId", out var id)
            && id.GetString() == "their-id.7:a").ToArray();
        Assert.Contains(lines, line => line.GetProperty("EventId").GetInt32() == 140);   // why it was refused
        var access = Assert.Single(lines, line => line.GetProperty("EventId").GetInt32() == 201);
        var state = access.GetProperty("State");
        Assert.Equal("POST", state.GetProperty("Method").GetString());
        Assert.Equal("/api/account-inquiry", state.GetProperty("Path").GetString());
        Assert.Equal(415, state.GetProperty("Status").GetInt32());
        Assert.Equal("sento", state.GetProperty("Dialect").GetString());
        Assert.Equal("990", state.GetProperty("Code").GetString());
        Assert.Equal("-", state.GetProperty("Partner").GetString());
        Assert.Equal("127.0.0.1", state.GetProperty("Address").GetString());
        Assert.InRange(state.GetProperty("Milliseconds").GetDouble(), 0, 30_000);
        Assert.DoesNotContain("12341234", host.Output);
    }

    [Fact]
    public async Task Without_the_setting_no_request_has_a_line_of_its_own()
    {
        await using var host = await Production();
        await Ask(host, "/api/account-inquiry", "theirs");
        await host.Stop();

        Assert.DoesNotContain(Lines(host), line => line.GetProperty("EventId").GetInt32() == 201);
    }

    [Fact]
    public async Task A_sandbox_writes_lines_for_people_with_the_time_and_the_request()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__AccessLog", "true"));
        await Ask(host, "/api/account-inquiry", "theirs");
        await Sento.Toko(host).Inquire();
        await host.Stop();

        Assert.Matches(Plain, host.Output);
        Assert.Matches(@"200 sento - toko-maju [\d.]+ ms from 127\.0\.0\.1 \(request [0-9a-f]{32}\)", host.Output);
    }

    [Fact]
    public async Task Health_tells_the_version_that_the_log_and_the_program_tell()
    {
        await using var host = await Production();
        var (_, version, _) = await HostProcess.Run("", "--version");
        var health = JsonDocument.Parse(await host.Client.GetStringAsync("/health")).RootElement;

        Assert.Equal("ready", health.GetProperty("status").GetString());
        Assert.Equal(version, health.GetProperty("version").GetString());
        await host.Stop();
        Assert.Contains(Lines(host), line => Message(line).StartsWith($"Periksa {version} starts", Ordinal));
    }

    const StringComparison Ordinal = StringComparison.Ordinal;

    static async Task<HostProcess> Production(params (string, string)[] settings) => await HostProcess.Start(
        [
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__Mode", "production"),
            .. settings,
        ]);

    static async Task<string> Ask(HostProcess host, string path, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}") };
        request.Headers.TryAddWithoutValidation(Header, id);
        using var reply = await host.Client.SendAsync(request);
        return Assert.Single(reply.Headers.GetValues(Header));
    }

    static JsonElement[] Lines(HostProcess host) =>
    [
        .. host.Output.Split('\n').Where(line => line.Trim().Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement),
    ];

    static string Message(JsonElement line) => line.GetProperty("Message").GetString()!;

    [GeneratedRegex(
        @"^\d\d:\d\d:\d\d info: Periksa\.Host\.Access\[201\] POST /api/account-inquiry .* \(request theirs\)",
        RegexOptions.Multiline)]
    private static partial Regex Plain { get; }
}
