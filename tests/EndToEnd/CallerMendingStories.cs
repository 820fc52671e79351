using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What a developer does by verbs whose requests are refused, or who wants a partner of his own.</summary>
public sealed class CallerMendingStories
{
    const string Question = """{"beneficiaryBankCode": "014", "beneficiaryAccountNo": "0123456789"}""";

    [Fact]
    public async Task Explain_finds_nothing_wrong_with_what_sign_has_signed_with_a_token_a_key_or_for_a_token()
    {
        foreach (var arguments in (string[][])
            [
                ["snap", "--path", "/openapi/v1.0/account-inquiry-external?q", "--body", Question, "--token", "it's"],
                ["paydia", "--path", "/snap/v1.0/emoney/bank-account-inquiry", "--body", Question],
                ["paydia"],
                ["singapay"],
                ["singapay", "--path", "/api/v2.0/disbursement/transfer", "--body", Question, "--token", "t"],
            ])
        {
            var (code, output, errors) = await Explain(arguments[0], await Curl(arguments));

            Assert.Equal((0, ""), (code, errors));
            Assert.Contains("as they should be", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Explain_names_what_is_wrong_with_a_request_for_SingaPays_token()
    {
        var signed = await Sign("singapay");
        var (curl, right) = (signed.Text("curl"), signed.Text("signature"));
        var (id, secret) = (SingaPay.Toko.ClientId, SingaPay.Toko.Secret);
        var yesterday = TimeProvider.System.GetUtcNow().AddHours(7).AddDays(-1);
        var old = Convert.ToHexStringLower(HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{id}_{secret}_{yesterday:yyyyMMdd}")));

        foreach (var (wrong, advice) in ((string, string)[])
            [
                (curl.Replace(right, right.ToUpperInvariant(), StringComparison.Ordinal), "lower case"),
                (curl.Replace(right, old, StringComparison.Ordinal), "another day"),
                (curl.Replace(right, new string('0', right.Length), StringComparison.Ordinal), "CLIENT-ID_SECRET"),
                (curl.Replace(id, "somebody", StringComparison.Ordinal), $"X-CLIENT-ID is not {id}"),
                (curl.Replace("X-CLIENT-ID", "X-CLIENT", StringComparison.Ordinal), "X-CLIENT-ID is missing"),
                (curl.Replace("X-Signature", "X-Sign", StringComparison.Ordinal), "X-Signature is missing"),
            ])
        {
            var (code, output, _) = await Explain("singapay", wrong);
            Assert.Equal(1, code);
            Assert.Contains(advice, output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Explain_names_the_mistake_of_a_signature()
    {
        var signed = await Sign("snap", "--path", "/openapi/v1.0/x?q=1", "--body", Question, "--token", "token");
        var (curl, right) = (signed.Text("curl"), signed.Text("signature"));
        var hex = Convert.ToHexStringLower(Convert.FromBase64String(right));

        var (code, output, errors) = await Explain("snap", curl.Replace(right, hex, StringComparison.Ordinal));
        Assert.Equal(1, code);
        Assert.Contains("written in hex", output, StringComparison.Ordinal);
        Assert.Contains("stands above", errors, StringComparison.Ordinal);

        (code, output, _) = await Explain(
            "snap", curl.Replace("0123456789", "0123456780", StringComparison.Ordinal), "--json");
        Assert.Equal(1, code);
        Assert.Contains("no known mistake", $"{JsonElement.Parse(output).GetProperty("mend")[0]}");

        Assert.DoesNotContain("snap-sandbox-secret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_reads_a_request_that_is_written_down_and_names_what_is_missing_or_another_name()
    {
        const string request = """
            # What was sent.
            POST /api/v1.0/account-inquiry-external HTTP/1.1
            Content-Type: application/json
            X-TIMESTAMP: yesterday
            X-SIGNATURE: AAAA
            X-PARTNER-ID: SOMEBODY
            X-EXTERNAL-ID: 1

            {"beneficiaryBankCode":"014"
            """;

        var (code, output, _) = await Explain("ifortepay", request);

        Assert.Equal(1, code);
        Assert.Contains("The body is no JSON", output, StringComparison.Ordinal);
        Assert.Contains("CHANNEL-ID is missing", output, StringComparison.Ordinal);
        Assert.Contains("X-PARTNER-ID is not MCPD00000012", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_names_the_mistake_of_a_signature_of_SingaPays()
    {
        const string body = """{"reference_number":"a","account_id":"b"}""";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var unsorted = SingaPay.Sign(SingaPay.Toko.Secret, $"POST:/api/x:token:{digest}:1765500000");

        var (code, output, _) = await Explain("singapay", $"""
            curl "http://127.0.0.1:8080/api/x" -H 'X-PARTNER-ID: {SingaPay.Toko.PartnerId}' -s \
              -H "Authorization: Bearer token" -H 'X-Timestamp: 1765500000' -H 'X-Signature: {unsorted}' -d '{body}'
            """);

        Assert.Equal(1, code);
        Assert.Contains("Put the names of the body's objects in order", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("curl -X", "paste all of its lines")]
    [InlineData("curl 'http://a", "has no end")]
    [InlineData("curl http://a -d @file", "sends a file")]
    [InlineData("what?", "is no request")]
    public async Task What_is_no_request_is_used_wrongly(string text, string told)
    {
        var (code, output, errors) = await Explain("snap", text);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(told, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "did you mean paydia?", "token", "paydja")]
    [InlineData(2, "is no URL of a gateway", "inquire", "sento", "014", "1", "--url", "gateway")]
    [InlineData(2, "--path", "sign", "snap", "--body", "{}")]
    [InlineData(1, "Nobody answers at http://127.0.0.1:9", "token", "snap", "--url", "http://127.0.0.1:9")]
    [InlineData(1, "cannot be read", "token", "snap", "--credential", "/nowhere.json")]
    public async Task What_cannot_be_done_is_told_with_what_to_do(int ends, string told, params string[] arguments)
    {
        var (code, output, errors) = await HostProcess.Run("", arguments);

        Assert.Equal((ends, ""), (code, output));
        Assert.Contains(told, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("inquire")]
    [InlineData("sign")]
    [InlineData("listen")]
    [InlineData("explain")]
    public async Task Help_has_examples(string word)
    {
        var (code, output, _) = await HostProcess.Run("", word, "--help");

        Assert.Equal(0, code);
        Assert.Contains($"  periksa {word}", output[output.IndexOf("Examples:", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task A_new_partner_of_a_sandbox_asks_in_every_dialect_as_it_is_printed()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var folder = TestServer.TemporaryFolder();
        var url = $"{host.Address}".TrimEnd('/');

        var (code, output, errors) =
            await Verb.Run(database, "sandbox", "new", "my-shop", "--folder", folder, "--url", url);
        Assert.Equal((0, ""), (code, errors));

        foreach (var dialect in (string[])["sento", "oy", "paydia", "ifortepay", "snap", "singapay"])
        {
            var file = Path.Combine(folder, $"{dialect}.json");
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

            await Eventually.Is(async () =>
                (await Verb.Run(database, "inquire", dialect, "014", "0123456789", "--url", url, "--credential", file))
                .Code == 0);
        }

        var from = output.IndexOf("curl -sS", StringComparison.Ordinal);
        var curl = output[from..output.IndexOf("\n\n", from, StringComparison.Ordinal)];
        Assert.Contains("John Doe", await Shell(curl), StringComparison.Ordinal);

        (code, _, errors) = await Verb.Run(database, "sandbox", "new", "my-shop", "--folder", folder);
        Assert.Equal(1, code);
        Assert.Contains("my-shop", errors, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_new_partner_of_a_sandbox_is_none_of_a_productions()
    {
        var (code, output, errors) = await HostProcess.Run("", [("Periksa__Mode", "production")], "sandbox", "new");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("periksa partner add", errors, StringComparison.Ordinal);
    }

    static Task<(int Code, string Output, string Errors)> Explain(string dialect, string text, params string[] more) =>
        HostProcess.Run(text, [], ["explain", dialect, "-", .. more]);

    static async Task<string> Curl(string[] arguments) => (await Sign(arguments)).Text("curl");

    static async Task<JsonElement> Sign(params string[] arguments)
    {
        var (code, output, errors) = await HostProcess.Run("", [], ["sign", .. arguments, "--json"]);
        Assert.Equal((0, ""), (code, errors));
        return JsonElement.Parse(output);
    }

    static async Task<string> Shell(string command)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return output;
    }
}
