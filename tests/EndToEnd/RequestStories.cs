using System.Net;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A developer who errs finds out why: in the reply, among the recent requests, and on the first
/// page.</summary>
public sealed class RequestStories : IAsyncLifetime
{
    const string Key = "sento-sandbox-tokomaju-7Qm2";
    const string Mistyped = "sento-sandbox-tokomaju-7Qm3";

    HostProcess _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_mistyped_key_is_explained_and_never_shown()
    {
        using var refused = await Ask(Mistyped);
        var advice = Assert.Single(refused.Headers.GetValues("X-Sandbox-Advice"));
        using var answered = await Ask(Key);
        Assert.False(answered.Headers.Contains("X-Sandbox-Advice"));

        var text = await _host.Client.GetStringAsync("/sandbox/requests?partner=toko-maju");
        Assert.DoesNotContain(Mistyped, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, text, StringComparison.Ordinal);

        using var shown = JsonDocument.Parse(text);
        var requests = shown.RootElement.EnumerateArray().ToArray();
        Assert.Equal(2, requests.Length);
        Assert.Equal(JsonValueKind.Null, requests[0].GetProperty("code").ValueKind);
        Assert.Equal("208", requests[1].GetProperty("code").GetString());
        Assert.Equal(advice, requests[1].GetProperty("advice").GetString());
        Assert.Contains("0123456789", requests[1].GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal("[]", await _host.Client.GetStringAsync("/sandbox/requests?partner=warung-jaya"));
    }

    [Fact]
    public async Task The_first_page_shows_what_was_asked_last()
    {
        using var refused = await Ask(Mistyped);

        using var page = await _host.Client.GetAsync("/");

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("208", html, StringComparison.Ordinal);
        Assert.Contains("/api/account-inquiry", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Mistyped, html, StringComparison.Ordinal);
    }

    Task<HttpResponseMessage> Ask(string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/account-inquiry")
        {
            Content = new StringContent(
                """{"bank_code":"014","account_number":"0123456789"}""", mediaType: new("application/json")),
        };
        request.Headers.Add("x-username", "tokomaju");
        request.Headers.Add("x-api-key", key);
        return _host.Client.SendAsync(request);
    }
}
