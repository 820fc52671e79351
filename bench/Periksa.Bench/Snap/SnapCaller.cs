using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Periksa.Sandbox;
using Periksa.Wire.Snap;

namespace Periksa.Bench.Snap;

/// <summary>Somebody who asks in a dialect of SNAP, and signs.</summary>
/// <param name="Name">X-CLIENT-KEY and X-PARTNER-ID.</param>
sealed record SnapCaller(SnapDialect Dialect, string Name, string Secret, RSA PrivateKey)
{
    static readonly MediaTypeHeaderValue Json = new("application/json");

    readonly byte[] _secret = Encoding.UTF8.GetBytes(Secret);

    /// <summary>The sandbox's partner without limits.</summary>
    public static SnapCaller TokoMaju(Place place, SnapDialect dialect)
    {
        var partner = World.Read().Partners.Single(partner => partner.Id == "toko-maju");
        var (name, secret) = partner.Snap
            .Select(one => (one.Dialect, Key: (one.ClientId, one.ClientSecret)))
            .Concat(partner.Credentials.Select(one => (one.Dialect, Key: (one.Name, one.Secret!))))
            .First(one => one.Dialect == dialect.Name)
            .Key;

        return new(dialect, name, secret, place.TokoMajuKey());
    }

    /// <summary>The sandbox's bank that asks about virtual accounts, without limits.</summary>
    public static SnapCaller Bank(Place place, SnapDialect dialect)
    {
        var bank = World.Read().Channels.Single(channel => channel.Id == "bank-sandbox");
        var credential = bank.Credentials.Single(one => one.Dialect == dialect.Name);
        return new(dialect, credential.Name, credential.Secret!, place.PrivateKey(bank.Id));
    }

    /// <summary>A moment as X-TIMESTAMP has it.</summary>
    public static string Stamp(DateTimeOffset moment) =>
        SnapTimestamp.Write(moment, SnapTimestamp.Seconds, BusinessDay.Wib);

    /// <summary>Asks for an access token, which is good for fifteen minutes.</summary>
    public async Task<string> AskToken(HttpClient http)
    {
        var timestamp = Stamp(TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, Dialect.TokenPath)
        {
            Content = new ByteArrayContent("""{"grantType":"client_credentials"}"""u8.ToArray())
            {
                Headers = { ContentType = Json },
            },
        };
        request.Headers.Add("X-TIMESTAMP", timestamp);
        request.Headers.Add("X-CLIENT-KEY", Name);
        request.Headers.Add("X-SIGNATURE", TokenSignature.Sign(PrivateKey, Name, timestamp));

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"No token for {Name}: {text}");

        using var answer = JsonDocument.Parse(text);
        return answer.RootElement.GetProperty("accessToken").GetString()!;
    }

    /// <summary>A signed inquiry with an id of its own.</summary>
    public HttpRequestMessage Question(string id, string token)
    {
        var body = Encoding.ASCII.GetBytes(Dialect.Body.Replace("*", id, StringComparison.Ordinal));
        var timestamp = Stamp(TimeProvider.System.GetUtcNow());

        return new(HttpMethod.Post, Dialect.InquiryPath)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = Json } },
            Headers =
            {
                { "Authorization", $"Bearer {token}" },
                { "X-TIMESTAMP", timestamp },
                { "X-SIGNATURE", Sign(body, token, timestamp) },
                { "X-PARTNER-ID", Name },
                { "X-EXTERNAL-ID", id },
                { "CHANNEL-ID", Dialect.Channel },
            },
        };
    }

    /// <summary>X-SIGNATURE of an inquiry.</summary>
    public string Sign(ReadOnlySpan<byte> body, string token, string timestamp) =>
        ServiceSignature.Sign(_secret, new("POST", Dialect.InquiryPath, body, timestamp), token);
}
