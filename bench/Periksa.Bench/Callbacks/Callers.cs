using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Periksa.Bench.Snap;

namespace Periksa.Bench.Callbacks;

/// <summary>Asks for all partners in turn, each with its own token and signature.</summary>
/// <param name="alive">The first so many of them answer when they are called back.</param>
sealed class Callers(Uri address, SnapCaller[] callers, int alive) : IDisposable
{
    readonly HttpClient _http = Inquirer.Connect(address);
    readonly string[] _tokens = new string[callers.Length];
    readonly long _firstId = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    int _asked = -1;

    /// <summary>What the answered inquiries of those alive are called; each must be called back about.</summary>
    public ConcurrentQueue<string> ToBeCalled { get; } = [];

    public async Task AskTokens()
    {
        for (var i = 0; i < callers.Length; i++)
            _tokens[i] = await callers[i].AskToken(_http);
    }

    public async Task Ask()
    {
        var turn = Interlocked.Increment(ref _asked);
        var n = turn % callers.Length;
        using var request = callers[n].Question((_firstId + turn).ToString(CultureInfo.InvariantCulture), _tokens[n]);
        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();

        if (response.StatusCode is not HttpStatusCode.OK)
            throw new InvalidOperationException($"{callers[n].Name}: {Encoding.UTF8.GetString(answer)}");

        using var reply = JsonDocument.Parse(answer);
        if (n < alive)
            ToBeCalled.Enqueue(reply.RootElement.GetProperty("referenceNo").GetString()!);
    }

    public void Dispose() => _http.Dispose();
}
