using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Periksa.EndToEnd.Tests;

/// <summary>Speaks Sento as a partner's program would.</summary>
public sealed class Sento(HttpClient client, string username, string key)
{
    public static Sento Toko(HostProcess host) => new(host.Client, "tokomaju", "sento-sandbox-tokomaju-7Qm2");

    public static Sento Warung(HostProcess host) => new(host.Client, "warungjaya", "sento-sandbox-warungjaya-9Xk4");

    public Task<SentoReply> Inquire(string account = "12341234", string bank = "008") =>
        Send(HttpMethod.Post, "/api/account-inquiry", new { bank_code = bank, account_number = account });

    public Task<SentoReply> Pay(string invoice) =>
        Send(HttpMethod.Post, "/api/account-inquiry/invoices/pay", new { invoice_id = invoice });

    public Task<SentoReply> Find(string invoice) => Send(HttpMethod.Get, $"/api/account-inquiry/invoices/{invoice}");

    public Task<SentoReply> List(string query = "") => Send(HttpMethod.Get, $"/api/account-inquiry/invoices{query}");

    async Task<SentoReply> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Add("x-username", username);
        request.Headers.Add("x-api-key", key);

        using var reply = await client.SendAsync(request);
        using var json = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        return new(reply.StatusCode, json.RootElement.Clone());
    }
}

public sealed record SentoReply(HttpStatusCode Http, JsonElement Json)
{
    public string Code => Json.GetProperty("status").GetProperty("code").GetString()!;

    public string? Text(string name) => Json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public int Number(string name) => Json.GetProperty(name).GetInt32();
}
