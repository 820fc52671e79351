using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Periksa.EndToEnd.Tests;

/// <summary>A merchant of SingaPay's, who signs with the platform's own cryptography.</summary>
public sealed class SingaPay(HttpClient http, SingaPay.Merchant merchant)
{
    public sealed record Merchant(string PartnerId, string ClientId, string Secret, string Account);

    public static readonly Merchant Toko = new(
        "b3ed7d4b-a96c-6c08-b3c7-12c3124242d9", "singapay-tokomaju", "singapay-sandbox-secret-tokomaju",
        "01JZ0T0K0MAJ0000000000000A");

    public static readonly Merchant Warung = new(
        "5a0c1b2d-3e4f-4051-8263-748596a7b8c9", "singapay-warungjaya", "singapay-sandbox-secret-warungjaya",
        "01JZ0WARVNGJAYA0000000000B");

    string? _token;

    public static SingaPay At(HostProcess host, Merchant? merchant = null) => new(host.Client, merchant ?? Toko);

    /// <summary>Uses this token from now on: it outlives the host that issued it.</summary>
    public SingaPay With(string token)
    {
        _token = token;
        return this;
    }

    public async Task<string> Token()
    {
        if (_token is not null)
            return _token;

        var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7));
        var day = now.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        using var request = Post("/api/v1.1/access-token/b2b", """{"grant_type":"client_credentials"}""");
        request.Headers.Add("X-CLIENT-ID", merchant.ClientId);
        request.Headers.Add("X-Signature", Sign($"{merchant.ClientId}_{merchant.Secret}_{day}"));
        using var reply = await http.SendAsync(request);
        using var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        return _token = body.RootElement.GetProperty("data").GetProperty("access_token").GetString()!;
    }

    public Task<SingaPayReply> Status(string reference, string? account = null) => Send(
        $"/api/v2.0/disbursement/{account ?? merchant.Account}/inquiry-status",
        $$"""{"reference_number":"{{reference}}"}""");

    public async Task<SingaPayReply> Transfer(
        string reference, string number = "1234567890000", string bank = "002", long amount = 50_000)
    {
        // Its keys are in order, and it is compact: it is signed as it is sent.
        var body = $$"""
            {"account_id":"{{merchant.Account}}","amount":{{amount}},"bank_account_number":"{{number}}",
            "bank_code":"{{bank}}","notes":"sometimes","reference_number":"{{reference}}"}
            """.ReplaceLineEndings("");
        const string path = "/api/v2.0/disbursement/transfer";
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var signature = Sign($"POST:{path}:{await Token()}:{digest}:{stamp}");
        return await Send(path, body, ("X-Timestamp", $"{stamp}"), ("X-Signature", signature));
    }

    public Task<SingaPayReply> Name(string bank, string number) => Send(
        "/api/v2.0/disbursement/check-beneficiary",
        $$"""{"bank_code":"{{bank}}","bank_account_number":"{{number}}"}""");

    /// <summary>Asks until it has ended.</summary>
    public async Task<SingaPayReply> Follow(string reference)
    {
        while (true)
        {
            var reply = await Status(reference);
            if (reply.Status is "00" or "04" or "05" or "06")
                return reply;

            await Task.Delay(20);
        }
    }

    public async Task<SingaPayReply> Send(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = Post(path, body);
        request.Headers.Authorization = new("Bearer", await Token());
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);

        using var reply = await http.SendAsync(request);
        return new(reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    HttpRequestMessage Post(string path, string body) => new(HttpMethod.Post, path)
    {
        Headers = { { "X-PARTNER-ID", merchant.PartnerId } },
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        },
    };

    string Sign(string text) => Sign(merchant.Secret, text);

    public static string Sign(string secret, string text) => Convert.ToHexStringLower(
        HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}

/// <summary>What was answered.</summary>
public sealed record SingaPayReply(HttpStatusCode Http, string Body)
{
    readonly Lazy<JsonElement> _json = new(() => JsonDocument.Parse(Body).RootElement.Clone());

    public string Code => _json.Value.GetProperty("response_code").GetString()!;

    public JsonElement Data => _json.Value.GetProperty("data");

    /// <summary>A disbursement's status; <c>null</c> where none is shown.</summary>
    public string? Status => Data.ValueKind is JsonValueKind.Object
        && Data.TryGetProperty("transaction_status", out var status)
            ? status.GetProperty("code").GetString()
            : null;

    public string Money(string field) => Data.GetProperty(field).GetProperty("value").GetString()!;
}
