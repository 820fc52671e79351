using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Periksa.Sandbox;
using Periksa.Sandbox.Store;

namespace Periksa.Bench.Disbursing;

/// <summary>The sandbox's Toko Maju, which sends money and asks what became of it, in SingaPay's words.</summary>
sealed class Payer
{
    static readonly MediaTypeHeaderValue Json = new("application/json");

    readonly byte[] _secret;

    public Payer()
    {
        Credential = World.Read().Partners.Single(partner => partner.Id == "toko-maju").SingaPay!;
        _secret = Encoding.UTF8.GetBytes(Credential.ClientSecret);
    }

    public SandboxSingaPay Credential { get; }

    /// <summary>Asks for an access token, which is good for an hour.</summary>
    public async Task<string> AskToken(Peer peer)
    {
        var day = BusinessDay.Of(TimeProvider.System.GetUtcNow()).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        using var answer = await Post(
            peer,
            "/api/v1.1/access-token/b2b",
            """{"grant_type":"client_credentials"}""",
            ("X-PARTNER-ID", Credential.PartnerId),
            ("X-CLIENT-ID", Credential.ClientId),
            ("X-Signature", Sign($"{Credential.ClientId}_{Credential.ClientSecret}_{day}")));

        return answer.RootElement.GetProperty("data").GetProperty("access_token").GetString()!;
    }

    /// <summary>Has money come in on the account that pays.</summary>
    public async Task TopUp(Peer peer, Money amount)
    {
        using var answer = await Post(
            peer, $"/sandbox/accounts/{Credential.Account}/top-up", $$"""{"amount":"{{amount}}"}""");
    }

    public string Sign(string text) =>
        Convert.ToHexStringLower(HMACSHA512.HashData(_secret, Encoding.UTF8.GetBytes(text)));

    static async Task<JsonDocument> Post(
        Peer peer, string path, string body, params (string Name, string Value)[] headers)
    {
        using var http = Inquirer.Connect(peer.Address);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = Json;
        foreach (var (name, value) in headers)
            http.DefaultRequestHeaders.Add(name, value);

        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text)
            : throw new InvalidOperationException($"{path} answered {response.StatusCode}: {text}");
    }
}
