using System.Net.Http.Headers;

namespace Periksa.Bench;

/// <summary>Asks the one question of this bench, and sees to it that the answer is its answer.</summary>
sealed class Inquirer : IDisposable
{
    static readonly MediaTypeHeaderValue Json = new("application/json");

    readonly HttpClient _http;

    public Inquirer(Uri address)
    {
        _http = Connect(address);
        _http.DefaultRequestHeaders.Add("x-username", "tokomaju");
        _http.DefaultRequestHeaders.Add("x-api-key", "sento-sandbox-tokomaju-7Qm2");
    }

    static ReadOnlySpan<byte> Question => """{"bank_code":"008","account_number":"12341234"}"""u8;

    static ReadOnlySpan<byte> Yes => "\"code\":\"000\""u8;

    /// <summary>As many connections as everybody asks over, and nothing that a caller would not send.</summary>
    public static HttpClient Connect(Uri address, int connections = Pace.Connections) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        UseProxy = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    })
    {
        BaseAddress = address,
    };

    public async Task Ask()
    {
        using var body = new ByteArrayContent(Question.ToArray());
        body.Headers.ContentType = Json;
        using var response = await _http.PostAsync(new Uri("/api/account-inquiry", UriKind.Relative), body);
        var answer = await response.Content.ReadAsByteArrayAsync();

        if (answer.AsSpan().IndexOf(Yes) < 0)
        {
            var text = await response.Content.ReadAsStringAsync();
            throw new InvalidOperationException($"Answered {response.StatusCode}: {text}");
        }
    }

    public void Dispose() => _http.Dispose();
}
