using System.Net;
using System.Text.Json;

namespace Periksa.Browser.Tests;

/// <summary>Text that would be a program at a page that is careless with it, left wherever somebody else may
/// write.</summary>
static class Hostile
{
    /// <summary>What it would call.</summary>
    const string Program = "alert('stored')";

    static readonly string[] Banks = ["013", "016", "019", "022"];

    public static readonly string[] Texts =
    [
        $"<script>{Program}</script>",
        $"\"><img src=x onerror={Program}>",
        $"'-{Program}-'</title><svg onload={Program}>",
        $"javascript:{Program}",
    ];

    /// <summary>As operators who were told to paste something.</summary>
    public static async Task LeaveAsOperator(HostProcess host)
    {
        var api = new OperatorClient(host);
        foreach (var (at, text) in Texts.Index())
        {
            var json = JsonSerializer.Serialize(text);
            (await api.Post("/v1/partners", $$"""{"id":"hostile-{{at}}","name":{{json}},"reason":{{json}}}"""))
                .Is(HttpStatusCode.Created);
            (await api.Post("/v1/apikeys", $$"""{"name":{{json}},"scopes":["read"]}""")).Is(HttpStatusCode.Created);
            (await api.Post($"/v1/deposits/hostile-{at}/top-up", $$"""{"amount":100,"reference":{{json}}}"""))
                .Is(HttpStatusCode.OK);
            (await api.Post("/v1/routes/sandbox/cordon", $$"""{"reason":{{json}},"bank":"{{Banks[at]}}"}"""))
                .Is(HttpStatusCode.OK);
        }
    }

    /// <summary>As callers, in their lines, headers and bodies.</summary>
    public static async Task LeaveAsCaller(HostProcess host)
    {
        foreach (var text in Texts)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post, $"/api/account-inquiry?{Uri.EscapeDataString(text)}")
            {
                Content = new StringContent(JsonSerializer.Serialize(new { bank_code = text, account_number = text })),
            };
            foreach (var header in new[] { "x-username", "x-api-key", "X-Request-Id", "User-Agent", "X-PARTNER-ID" })
                request.Headers.TryAddWithoutValidation(header, text);

            (await host.Client.SendAsync(request)).Dispose();
            await new Sento(host.Client, "tokomaju", "sento-sandbox-tokomaju-7Qm2").Inquire(text, text);
        }
    }
}
