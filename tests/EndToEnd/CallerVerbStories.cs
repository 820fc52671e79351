using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What developers of callers do by verbs, at a host that runs.</summary>
public sealed class CallerVerbStories : IAsyncLifetime
{
    readonly string _folder = Directory.CreateDirectory(TestServer.TemporaryFolder()).FullName;
    string _database = "";
    HostProcess _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Inquire_asks_in_every_dialect_and_signs_by_itself()
    {
        foreach (var (dialect, bank, account, name) in ((string, string, string, string)[])
            [
                ("sento", "008", "12341234", "John Doe"), ("oy", "008", "12341234", "John Doe"),
                ("paydia", "014", "0123456789", "John Doe"), ("ifortepay", "014", "0123456789", "John Doe"),
                ("snap", "014", "0123456789", "John Doe"), ("singapay", "002", "1234567890000", "Cengkal Marpaung"),
            ])
        {
            var (code, output, errors) = await Ask("inquire", dialect, bank, account);
            Assert.Equal((0, ""), (code, errors));
            Assert.Contains(name, output, StringComparison.Ordinal);

            (code, output, _) = await Ask("inquire", dialect, bank, account, "--json");
            Assert.Equal(0, code);
            Assert.Contains(name, $"{JsonElement.Parse(output).GetProperty("answer")}", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sento", "209")]
    [InlineData("paydia", "4044211")]
    public async Task A_refusal_is_shown_and_ends_with_1(string dialect, string refusal)
    {
        var (code, output, errors) = await Ask("inquire", dialect, "014", "5550000001");

        Assert.Equal(1, code);
        Assert.Contains(refusal, output, StringComparison.Ordinal);
        Assert.Contains("refused", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_that_was_issued_asks_from_its_file_and_a_wrong_secret_is_explained()
    {
        foreach (var dialect in (string[])["sento", "paydia", "singapay"])
        {
            var file = Path.Combine(_folder, $"{dialect}.json");
            var issued = await Verb.Do(_database, "credential", "issue", "toko-maju", dialect);
            await File.WriteAllTextAsync(file, issued.GetRawText());
            await Eventually.Is(async () =>
                (await Ask("inquire", dialect, "014", "0123456789", "--credential", file)).Code == 0);
        }

        var wrong = Path.Combine(_folder, "wrong.json");
        var known = await File.ReadAllTextAsync(Path.Combine(_folder, "paydia.json"));
        var secret = JsonElement.Parse(known).Text("secret");
        await File.WriteAllTextAsync(wrong, known.Replace(secret, "another", StringComparison.Ordinal));
        var (code, output, errors) = await Ask("inquire", "paydia", "014", "0123456789", "--credential", wrong);

        Assert.Equal(1, code);
        Assert.Contains("401", output, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, output + errors, StringComparison.Ordinal);
        (code, _, errors) = await Ask("inquire", "snap", "014", "0123456789", "--credential", wrong);
        Assert.Equal(1, code);
        Assert.Contains("of paydia, not of snap", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("snap", "/openapi/v1.0/account-inquiry-external",
        """{"partnerReferenceNo":"it's mine","beneficiaryBankCode":"014","beneficiaryAccountNo":"0123456789"}""")]
    [InlineData("singapay", "/api/v2.0/disbursement/transfer",
        """
        {"reference_number": "signed", "account_id": "01JZ0T0K0MAJ0000000000000A", "amount": 50000,
         "bank_account_number": "1234567890000", "bank_code": "002", "notes": "it's mine"}
        """)]
    public async Task Sign_prints_what_is_signed_and_a_curl_that_is_welcome(string dialect, string path, string body)
    {
        var (code, token, _) = await Ask("token", dialect);
        Assert.Equal(0, code);

        (code, var output, var errors) =
            await Ask("sign", dialect, "--path", path, "--body", body, "--token", token.Trim(), "--json");
        Assert.Equal((0, ""), (code, errors));
        var signed = JsonElement.Parse(output);
        var mac = HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(dialect is "snap" ? "snap-sandbox-secret-tokomaju" : SingaPay.Toko.Secret),
            Encoding.UTF8.GetBytes(signed.Text("string_to_sign")));
        Assert.Equal(
            dialect is "snap" ? Convert.ToBase64String(mac) : Convert.ToHexStringLower(mac), signed.Text("signature"));
        Assert.Contains($":{signed.Text("digest")}:", signed.Text("string_to_sign"), StringComparison.Ordinal);

        var answer = await Shell($"{signed.Text("curl")} -w '%{{http_code}}'");
        Assert.EndsWith("200", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paydia")]
    [InlineData("singapay")]
    public async Task Sign_without_a_request_signs_the_one_for_a_token(string dialect)
    {
        var (code, output, errors) = await Ask("sign", dialect);

        Assert.Equal((0, ""), (code, errors));
        Assert.DoesNotContain("-sandbox-secret-", output, StringComparison.Ordinal);
        Assert.Contains(
            dialect is "paydia" ? "accessToken" : "access_token",
            await Shell(output[output.IndexOf("curl ", StringComparison.Ordinal)..]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a/path?and=query")]
    public async Task Listen_shows_a_callback_and_says_that_it_is_signed(string path)
    {
        using var listening = new Listening("--json");
        var at = await listening.Address();
        await Verb.Do(_database, "callback", "set", "ifortepay", "MCPD00000012", $"{at}{path}");
        var (_, output, _) = await Ask("inquire", "ifortepay", "014", "9900000001");
        Assert.Contains("PENDING", output, StringComparison.Ordinal);

        var (code, said) = await listening.End();
        var shown = JsonElement.Parse(said);
        Assert.Equal(0, code);
        Assert.True(shown.GetProperty("is_signed").GetBoolean());
        Assert.Equal("ifortepay", shown.Text("dialect"));
        Assert.Equal("Lambat Tapi Ada", shown.GetProperty("says").Text("beneficiaryAccountName"));
    }

    [Fact]
    public async Task Listen_knows_what_other_dialects_call_back_with()
    {
        foreach (var (dialect, name, ask) in ((string, string, Func<Task>)[])
            [
                ("singapay", SingaPay.Toko.PartnerId, async () => await SingaPay.At(_host).Transfer("heard-of")),
                ("snap", "SNAPTOKOMAJU", Transfer),
            ])
        {
            using var listening = new Listening("--json");
            await Verb.Do(_database, "callback", "set", dialect, name, $"{await listening.Address()}/{dialect}");
            await ask();

            var (code, said) = await listening.End();
            Assert.Equal(0, code);
            Assert.Equal(dialect, JsonElement.Parse(said).Text("dialect"));
        }
    }

    async Task Transfer()
    {
        var (_, token, _) = await Ask("token", "snap");
        var at = TimeProvider.System.GetUtcNow();
        var (_, signed, _) = await Ask(
            "sign", "snap", "--path", "/openapi/v1.0/transfer-interbank", "--token", token.Trim(), "--json", "--body",
            $$$"""
            {"partnerReferenceNo":"heard-of","amount":{"value":"10000.00","currency":"IDR"},
             "beneficiaryAccountName":"-","beneficiaryAccountNo":"0123456789","beneficiaryBankCode":"014",
             "sourceAccountNo":"8800000001","transactionDate":"{{{at:yyyy-MM-dd'T'HH:mm:sszzz}}}"}
            """);
        Assert.Contains("Successful", await Shell(JsonElement.Parse(signed).Text("curl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_refuses_what_is_not_signed_and_ends_with_1()
    {
        using var listening = new Listening();
        var at = await listening.Address();
        using var http = new HttpClient();
        using var forged = new HttpRequestMessage(HttpMethod.Post, at) { Content = new StringContent("{}") };
        forged.Headers.Add("Signature", "forged");

        using var answer = await http.SendAsync(forged);
        Assert.Equal(401, (int)answer.StatusCode);
        var (code, said) = await listening.End();
        Assert.Equal(1, code);
        Assert.Contains("WRONG", said, StringComparison.Ordinal);
    }

    Task<(int Code, string Output, string Errors)> Ask(params string[] arguments) =>
        Verb.Run(_database, [.. arguments, "--url", $"{_host.Address}"]);

    static async Task<string> Shell(string command)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return output;
    }

    /// <summary>A developer's <c>periksa listen</c>, which ends after one callback.</summary>
    sealed class Listening(params string[] arguments) : IDisposable
    {
        readonly Process _verb = Process.Start(
            new ProcessStartInfo(
                "dotnet", [HostProcess.Dll, "listen", "--port", "0", "--count", "1", .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;

        // "Listening on http://127.0.0.1:4711: …"
        public async Task<string> Address() =>
            (await _verb.StandardError.ReadLineAsync())!.Split(' ')[2].TrimEnd(':');

        public async Task<(int Code, string Output)> End()
        {
            var output = await _verb.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
            await _verb.WaitForExitAsync();
            return (_verb.ExitCode, output);
        }

        public void Dispose()
        {
            if (!_verb.HasExited)
                _verb.Kill();

            _verb.Dispose();
        }
    }
}
