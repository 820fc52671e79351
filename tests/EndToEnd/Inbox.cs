using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Periksa.EndToEnd.Tests;

/// <summary>The sandbox's receiver of callbacks, as somebody who waits for them uses it.</summary>
public sealed class Inbox(HostProcess host, string name)
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>What a host signs when it calls itself.</summary>
    public string Url => $"{host.Address}sandbox/inbox/{name}";

    public async Task Answer(int status, int delayMs = 0) => (await host.Client.PutAsJsonAsync(
        $"/sandbox/inbox/{name}/answer", new { status, delay_ms = delayMs })).EnsureSuccessStatusCode();

    public async Task<Callback[]> List() =>
        (await host.Client.GetFromJsonAsync<Callback[]>($"/sandbox/inbox/{name}", Json))!;

    /// <summary>Waits for an inquiry's callbacks, and returns them, oldest first.</summary>
    public async Task<Callback[]> WaitFor(string reference, int count = 1)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var arrived = (await List()).Where(callback => callback.Reference == reference).ToArray();
            if (arrived.Length >= count)
                return arrived;

            Assert.True(
                patience.Elapsed < TimeSpan.FromSeconds(20), $"{arrived.Length} of {count} came about {reference}.");
        }
    }
}

/// <summary>What came.</summary>
public sealed record Callback(
    string ReceivedAt, string Method, string Path, Dictionary<string, string> Headers, string Body)
{
    readonly Lazy<JsonElement> _json = new(() => JsonDocument.Parse(Body).RootElement.Clone());

    public string Reference => _json.Value.GetProperty("referenceNo").GetString()!;

    public string Header(string name) => Headers.Single(
        header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Asserts that it is signed as the contract says, for the URL that was called.</summary>
    public void AssertSigned(SnapPartner by, string url)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)));
        var signature = HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(by.Secret), Encoding.UTF8.GetBytes($"{url}:1.0:{digest}:{Header("X-TIMESTAMP")}"));

        Assert.Equal(Convert.ToBase64String(signature), Header("X-SIGNATURE"));
        Assert.Equal(("POST", "1.0", "application/json"), (Method, Header("X-VERSION"), Header("Content-Type")));
        Assert.Equal(new Uri(url).PathAndQuery, Path);
        Assert.Matches(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00\z", Header("X-TIMESTAMP"));
    }
}
