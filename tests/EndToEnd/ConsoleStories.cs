using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Periksa.EndToEnd.Tests;

/// <summary>The console and the sandbox's page, as a browser without script has them.</summary>
public sealed partial class ConsoleStories(SandboxTests.Sandbox sandbox)
    : IClassFixture<SandboxTests.Sandbox>, IDisposable
{
    readonly SandboxBrowser _sandbox = new(sandbox.Host);

    HttpClient Client => _sandbox.Client;

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("/", "Periksa sandbox", "Sandbox Periksa")]
    [InlineData("/console/", "Overview", "Ikhtisar")]
    [InlineData("/console/inquiries", "Inquiries", "Inkuiri")]
    [InlineData("/console/routes?bank=014", "Routes", "Rute")]
    [InlineData("/console/requests", "Requests", "Permintaan")]
    [InlineData("/console/audit", "Audit trail", "Jejak audit")]
    [InlineData("/console/lab", "Signature lab", "Lab tanda tangan")]
    [InlineData("/lab", "Signature lab", "Lab tanda tangan")]
    [InlineData("/console/settings", "Settings", "Pengaturan")]
    public async Task Speak_both_languages_and_take_nothing_from_elsewhere(
        string path, string english, string indonesian)
    {
        using var said = await Client.GetAsync(path);
        var html = await said.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, said.StatusCode);
        Assert.Contains($"<h1>{english}", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", said.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
        Assert.DoesNotMatch(FromElsewhere, html);

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", "id-ID,id;q=0.9,en;q=0.8");
        using var other = await Client.SendAsync(request);
        Assert.Contains($"<h1>{indonesian}", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_an_inquiry_by_its_id_and_its_account_and_hide_who_it_is()
    {
        var id = await Ask();

        var list = await Client.GetStringAsync("/console/inquiries");
        Assert.Contains(id, list, StringComparison.Ordinal);
        Assert.DoesNotContain("John Doe", list, StringComparison.Ordinal);
        Assert.DoesNotContain("12341234", list, StringComparison.Ordinal);

        using var led = await Post("/console/search", "/console/", ("q", id));
        Assert.Equal(HttpStatusCode.SeeOther, led.StatusCode);
        Assert.Equal($"/console/inquiries/{id}", led.Headers.Location?.OriginalString);

        using var found = await Post("/console/inquiries", "/console/inquiries", ("account", "12341234"));
        Assert.Contains(id, await found.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var revealed = await Client.GetStringAsync($"/console/inquiries/{id}?reveal=true");
        Assert.Contains("John Doe", revealed, StringComparison.Ordinal);
        var audit = await Client.GetStringAsync("/console/audit");
        Assert.Contains($"inquiry:{id}", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Count_what_was_asked()
    {
        await Ask();
        await Eventually.Is(async () => await Counted() > 0);
        var before = await Counted();

        await Ask();

        await Eventually.Is(async () => await Counted() > before);

        async Task<int> Counted() =>
            int.Parse(Inquiries.Match(await Client.GetStringAsync("/console/")).Groups[1].Value);
    }

    [Fact]
    public async Task Take_no_form_but_their_own()
    {
        var clock = await Client.GetStringAsync("/sandbox/clock");

        using var plain = new HttpRequestMessage(HttpMethod.Post, "/page/clock/advance")
        {
            Content = new FormUrlEncodedContent([new("seconds", "3600")]),
        };
        using var refused = await Client.SendAsync(plain);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(Offset(clock), Offset(await Client.GetStringAsync("/sandbox/clock")));

        using var elsewhere = await Post("/page/clock/advance", "/", "https://evil.example", ("seconds", "3600"));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);

        using var taken = await Post("/page/clock/advance", "/", ("seconds", "3600"));
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        Assert.Contains("\"offset_seconds\":3600", await Client.GetStringAsync("/sandbox/clock"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_that_a_form_is_too_large()
    {
        using var said = await Post("/console/inquiries", "/console/", ("reference", new string('x', 70_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, said.StatusCode);
        Assert.Contains(
            "The form is too large", await said.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_that_a_form_or_a_moment_makes_no_sense()
    {
        using var torn = new StringContent("x");
        torn.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=zz");
        using var said = await Client.PostAsync("/console/lab", torn);
        Assert.Equal(HttpStatusCode.BadRequest, said.StatusCode);
        Assert.Contains("cannot be read", await said.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var unseen = await Post("/console/inquiries", "/console/", ("reference", "a\0b"));
        Assert.Equal(HttpStatusCode.BadRequest, unseen.StatusCode);
        foreach (var path in (string[])[
            "inquiries?from=0001-01-01T00:00", "callbacks?to=0001-01-01T00:00", "disbursements?from=0001-01-01T00:00",
            "audit?since=0001-01-01T00:00", "audit?subject=%00", "inquiries?reference=%00"])
        {
            using var page = await Client.GetAsync($"/console/{path}");
            Assert.Equal((path, HttpStatusCode.OK), (path, page.StatusCode));
        }
    }

    [Theory]
    [InlineData("nobody-is-called-so", null)]
    [InlineData("MCPD00000012", "credentials/ifortepay/MCPD00000012")]
    [InlineData("toko-maju", "partners/toko-maju")]
    [InlineData("8673011234567890", "bills/")]
    public async Task Lead_from_a_name_to_its_page(string text, string? to)
    {
        using var said = await Post("/console/search", "/console/", ("q", text));

        Assert.Equal(to is null ? HttpStatusCode.OK : HttpStatusCode.SeeOther, said.StatusCode);
        Assert.StartsWith($"/console/{to}", said.Headers.Location?.ToString() ?? "/console/", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Are_not_there_for_strangers(string header, string value)
    {
        foreach (var path in (string[])["/", "/console/", "/console/inquiries", "/page/assets/x"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            using var said = await Client.SendAsync(request);

            Assert.Equal(HttpStatusCode.NotFound, said.StatusCode);
            Assert.Equal("application/json", said.Content.Headers.ContentType?.MediaType);
        }
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("inquiries\r\nSet-Cookie: a=b")]
    public async Task Lead_nowhere_else(string back)
    {
        using var said = await Post(
            "/console/look", "/console/", ("language", "id"), ("theme", "dark"), ("back", back));

        Assert.Equal("/console/", said.Headers.Location?.OriginalString);
        Assert.Contains("periksa-look=id.dark", said.Headers.GetValues("Set-Cookie").First(), StringComparison.Ordinal);
    }

    async Task<string> Ask()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/account-inquiry")
        {
            Content = new StringContent(
                """{"bank_code":"008","account_number":"12341234"}""", mediaType: new("application/json")),
        };
        request.Headers.Add("x-username", "tokomaju");
        request.Headers.Add("x-api-key", "sento-sandbox-tokomaju-7Qm2");
        using var said = await Client.SendAsync(request);
        return Id.Match(await said.Content.ReadAsStringAsync()).Groups[1].Value;
    }

    Task<HttpResponseMessage> Post(string path, string page, params (string Name, string Value)[] fields) =>
        Post(path, page, null, fields);

    // As a page's form does: with the cookie and the token that the page came with.
    async Task<HttpResponseMessage> Post(
        string path, string page, string? origin, params (string Name, string Value)[] fields)
    {
        var token = await _sandbox.Token(page);
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
            [
                new("_form", token),
                .. fields.Select(one => KeyValuePair.Create(one.Name, one.Value)),
            ]),
        };
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        return await Client.SendAsync(request);
    }

    static string Offset(string clock) => clock[clock.IndexOf("offset", StringComparison.Ordinal)..];

    [GeneratedRegex("(?:src|href|action)=\"(?:https?:)?//|<[^>]+ (?:style|on[a-z]+)=|<style")]
    private static partial Regex FromElsewhere { get; }

    [GeneratedRegex("aria-label=\"([0-9]+) inquiries in the last hour\"")]
    private static partial Regex Inquiries { get; }

    [GeneratedRegex("\"id\":\"([^\"]+)\"")]
    private static partial Regex Id { get; }
}
