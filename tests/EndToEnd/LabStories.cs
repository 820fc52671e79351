using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>The signature lab, as a browser without script has it: in the console, and on a sandbox's own
/// address.</summary>
public sealed partial class LabStories : IAsyncLifetime
{
    const string Secret = "snap-sandbox-secret-tokomaju";
    const string Body = """{"beneficiaryBankCode": "014", "beneficiaryAccountNo": "0123456789"}""";
    const string Stamp = "2026-11-30T21:00:00+07:00";
    const string Path = "/openapi/v1.0/account-inquiry-external?x=%7e";

    HostProcess _host = null!;
    SandboxBrowser _sandbox = null!;

    HttpClient Client => _sandbox.Client;

    // Each has one of its own: the lab is asked so often a minute.
    public async ValueTask InitializeAsync()
    {
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        _sandbox = new(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("/lab")]
    [InlineData("/console/lab")]
    public async Task Explains_a_wrong_signature_and_tells_neither_the_secret_nor_the_right_one(string lab)
    {
        var (wrong, right) = (Sign(Text(Hash(Body))), Sign(Text(Hash(Compact(Body)))));

        var (status, html) = await Ask(lab, ("dialect", "snap"), ("name", "SNAPTOKOMAJU"), ("text", Request(wrong)));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("The signature is wrong.", html, StringComparison.Ordinal);
        Assert.Contains("digested with its white space", html, StringComparison.Ordinal);
        Assert.Contains("Where the body that was digested differs", html, StringComparison.Ordinal);
        Assert.Contains(Text(Hash(Compact(Body))), html, StringComparison.Ordinal);
        Assert.Contains("Byte by byte", html, StringComparison.Ordinal);
        Assert.Contains("sign.php", html, StringComparison.Ordinal);
        AssertTellsNot(html, right);

        (_, html) = await Ask(lab, ("dialect", "snap"), ("name", "SNAPTOKOMAJU"), ("text", Request("AAAA")),
            ("own", Text("x") + " "));
        Assert.Contains("no known mistake", html, StringComparison.Ordinal);
        AssertTellsNot(html, right);

        (_, html) = await Ask(lab, ("dialect", "snap"), ("name", "SNAPTOKOMAJU"), ("text", Request(right)));
        Assert.Contains("The signature is right.", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_the_right_signature_to_who_brings_the_secret_and_never_shows_that_again()
    {
        var (_, html) = await Ask(
            "/console/lab", ("dialect", "snap"), ("secret", "mine-alone-41"), ("text", Request("AAAA")));

        Assert.Contains(Sign(Text(Hash(Compact(Body))), "mine-alone-41"), html, StringComparison.Ordinal);
        Assert.DoesNotContain("mine-alone-41", html, StringComparison.Ordinal);

        using var key = RSA.Create(2048);
        var pem = key.ExportPkcs8PrivateKeyPem();
        (_, html) = await Ask("/console/lab", ("dialect", "paydia"), ("kind", "Token"), ("key", pem),
            ("text", $"X-CLIENT-KEY: a\nX-TIMESTAMP: {Stamp}\nX-SIGNATURE: AAAA"));
        Assert.Contains(
            Convert.ToBase64String(key.SignData(
                Encoding.UTF8.GetBytes($"a|{Stamp}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            html, StringComparison.Ordinal);
        Assert.DoesNotContain(pem.Split('\n')[1], html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knows_a_callback_to_a_sandboxs_inbox_by_the_url_that_it_went_to()
    {
        var host = _sandbox.Host;
        var inbox = new Inbox(host, "toko-maju");
        var answer = await Snap.Toko(host, SnapDialect.IFortepay).Inquire();
        Assert.Equal("2001600", answer.Code);
        await Eventually.Is(async () => (await inbox.List()).Length > 0);
        var told = (await inbox.List())[0];
        var text = $"{told.Method} {told.Path} HTTP/1.1\n"
            + string.Concat(told.Headers.Select(header => $"{header.Key}: {header.Value}\n")) + $"\n{told.Body}";

        var (_, html) = await Ask(
            "/lab", ("dialect", "ifortepay"), ("name", "MCPD00000012"), ("kind", "Callback"), ("text", text));

        Assert.Contains("The signature is right.", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("$ curl")]
    public async Task Reads_a_curl_as_a_browser_copies_it(string curl)
    {
        const string body = """{"name":"it's!"}""";
        var text = $"{curl} 'https://gateway.example{Path}' \\\n  -H 'X-TIMESTAMP: {Stamp}' \\\n"
            + $"  -H 'Authorization: Bearer tok.en' \\\n  -H 'X-SIGNATURE: {Sign(Text(Hash(body)))}' \\\n"
            + @"  --data-raw $'{""name"":""it\'s\u0021""}'";

        var (_, html) = await Ask("/lab", ("dialect", "snap"), ("name", "SNAPTOKOMAJU"), ("text", text));

        Assert.Contains("The signature is right.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_what_cannot_be_seen_and_takes_no_text_for_its_own()
    {
        const string script = "<script>alert(1)</script><img src=x onerror=alert(1)>";
        var own = Text(Hash(Compact(Body))).Replace("POST:", "POST\u00a0:", StringComparison.Ordinal);

        var (_, html) = await Ask(
            "/lab", ("dialect", "snap"), ("text", Request(script, script + Body)), ("own", own),
            ("signature", script), ("name", script));
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);

        (_, html) = await Ask("/lab", ("dialect", "snap"), ("text", Request(script, script + Body)), ("own", own));
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("NO-BREAK SPACE U+00A0", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_a_sentence_what_it_cannot_read()
    {
        ((string, string)[] Fields, string Sentence)[] all =
        [
            ([("dialect", "snap"), ("text", "?")], "That is no request"),
            ([("dialect", "snap"), ("text", Request("A")), ("name", "nobody")], "There is no credential"),
            ([("dialect", "snap"), ("text", Request("A")), ("key", "x")], "That is no key"),
            ([("dialect", "snap"), ("text", Request("A")), ("key", "x"), ("name", "x")], "not both"),
            ([("dialect", "sento"), ("text", Request("A"))], "That is no dialect"),
            ([("dialect", "paydia"), ("kind", "Callback"), ("text", Request("A"))], "no message of that kind"),
            ([("dialect", "snap"), ("text", Request("A", new('x', 70_000)))], ""),
            ([("dialect", "snap"), ("text", "X-TIMESTAMP: a\nX-SIGNATURE: AAAA"), ("body", "{}")], "request's line"),
            ([("dialect", "snap"), ("text", Masked)], "masked in what is pasted"),
        ];
        foreach (var (fields, sentence) in all)
        {
            var (status, html) = await Ask("/console/lab", fields);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(sentence, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Is_asked_so_often_a_minute_and_by_no_form_but_its_own()
    {
        using var forged = await Client.PostAsync("/console/lab", new FormUrlEncodedContent([new("text", "x")]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);

        var said = HttpStatusCode.OK;
        for (var count = 0; count < 30 && said is not HttpStatusCode.TooManyRequests; count++)
            (said, _) = await Ask("/console/lab", ("dialect", "snap"), ("text", Request("AAAA")));

        Assert.Equal(HttpStatusCode.TooManyRequests, said);
    }

    [Fact]
    public async Task Is_not_there_for_strangers()
    {
        foreach (var path in (string[])["/lab", "/console/lab"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("X-Forwarded-For", "203.0.113.9");
            using var said = await Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, said.StatusCode);
        }

        Assert.Contains("value=\"singapay\" selected", await Client.GetStringAsync("/console/lab?dialect=singapay"),
            StringComparison.Ordinal);
    }

    static void AssertTellsNot(string html, string right)
    {
        Assert.DoesNotContain(Secret, html, StringComparison.Ordinal);
        Assert.DoesNotContain(right, html, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Convert.ToHexString(Convert.FromBase64String(right)), html, StringComparison.OrdinalIgnoreCase);
    }

    // As the page's form does. What is read is decoded, but for tags.
    async Task<(HttpStatusCode Status, string Html)> Ask(string lab, params (string Name, string Value)[] fields)
    {
        var token = await _sandbox.Token(lab);
        using var form = new MultipartFormDataContent { { new StringContent(token), "_form" } };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);

        using var said = await Client.PostAsync(lab, form);
        var html = await said.Content.ReadAsStringAsync();
        return (said.StatusCode, Entity.Replace(html, one => WebUtility.HtmlDecode(one.Value)));
    }

    static string Masked => Request("A").Replace("tok.en", "(masked)", StringComparison.Ordinal);

    static string Request(string signature, string body = Body) =>
        $"POST {Path} HTTP/1.1\r\nX-TIMESTAMP: {Stamp}\r\nX-PARTNER-ID: SNAPTOKOMAJU\r\nX-EXTERNAL-ID: 1\r\n"
        + $"CHANNEL-ID: 95221\r\nAuthorization: Bearer tok.en\r\nX-SIGNATURE: {signature}\r\n\r\n{body}";

    static string Text(string digest) => $"POST:{Path}:tok.en:{digest}:{Stamp}";

    static string Compact(string body) => body.Replace(" ", "", StringComparison.Ordinal);

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static string Sign(string text, string secret = Secret) =>
        Convert.ToBase64String(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("&(?!lt;|gt;|quot;)[a-zA-Z0-9#]+;")]
    private static partial Regex Entity { get; }
}
