using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Periksa.EndToEnd.Tests;

/// <summary>A bank at the channel, and a biller at its office.</summary>
public sealed class Ipg(HttpClient http, string billerKey = Ipg.BillerKey)
{
    public const string BillerKey = "ipg-sandbox-biller-tokomaju";
    public const string StrictKey = "ipg-strict-bank-key";

    public static Ipg At(HostProcess host) => new(host.Client);

    public Task<IpgReply> Inquire(string va, string refId = "123456789", params (string, string)[] headers) =>
        Post("/api/v2/ch/inquiry", $$"""
            {"va_number":"{{va}}","ref_id":"{{refId}}","terminal_id":"atm","transaction_date":"2024-12-30 20:45:50"}
            """, headers);

    public Task<IpgReply> Pay(string va, string refId, string amount, params (string, string)[] headers) =>
        Post("/api/v2/ch/payment", $$"""
            {"va_number":"{{va}}","ref_id":"{{refId}}","amount":"{{amount}}","terminal_id":"atm",
            "transaction_date":"2024-12-30 20:45:50","customer_name":null}
            """, headers);

    public Task<IpgReply> Reverse(string bill, string refId, string amount) => Post(
        "/api/v2/ch/reversal", $$"""{"bill_id":"{{bill}}","payment_ref":"{{refId}}","amount":{{amount}}}""");

    /// <summary>As bank-strict, which signs; with another key it is found out.</summary>
    public Task<IpgReply> InquireSigned(string va, string key = StrictKey)
    {
        var body = $$"""{"va_number":"{{va}}","ref_id":"1","transaction_date":"2024-12-30 20:45:50"}""";
        var signature = Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body)));
        return Post("/api/v2/ch/inquiry", body, ("X-CHANNEL-CLIENT", "bank-strict"), ("Signature", signature));
    }

    public Task<IpgReply> Make(string va, string type, long amount, string? invoice = null) => Send(
        HttpMethod.Post, "/api/v2/gw/bill", $$"""
        {"prefix":"{{va[..6]}}","va_number":"{{va[6..]}}","type":"{{type}}","name":"Uji","customer_name":"Uji Coba",
        "invoice_number":{{(invoice is null ? "null" : $"\"{invoice}\"")}},
        "components":[{"name":"Uji","qty":1,"price":{{amount}},"total":{{amount}}}],"total_amount":{{amount}}}
        """);

    public Task<IpgReply> Biller(HttpMethod method, string path) => Send(method, $"/api/v2/gw/bill{path}", body: null);

    /// <summary>Sends a file, and returns what is said of it line by line.</summary>
    public async Task<string[]> Import(byte[] csv, string key = BillerKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/gw/bill/import")
        {
            Headers = { Authorization = new("Bearer", key) },
            Content = new ByteArrayContent(csv) { Headers = { ContentType = new("text/csv") } },
        };
        using var reply = await http.SendAsync(request);
        return (await reply.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public Task<IpgReply> Post(string path, string body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    async Task<IpgReply> Send(
        HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        if (path.StartsWith("/api/v2/gw", StringComparison.Ordinal))
            request.Headers.Authorization = new("Bearer", billerKey);

        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);

        using var reply = await http.SendAsync(request);
        return new(reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }
}

/// <summary>What was answered.</summary>
public sealed record IpgReply(HttpStatusCode Http, string Body)
{
    readonly Lazy<JsonElement> _json = new(() => JsonDocument.Parse(Body).RootElement.Clone());

    public string Rc => _json.Value.GetProperty("rc").GetString()!;

    public string Message => _json.Value.GetProperty("message").GetString()!;

    public JsonElement Data => _json.Value.GetProperty("data");

    /// <summary>A field of the bill, or of the first of several.</summary>
    public string Field(string name) =>
        (Data.ValueKind is JsonValueKind.Array ? Data[0] : Data).GetProperty(name).ToString();
}
