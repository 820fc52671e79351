using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Periksa.Bench.Cluster;

/// <summary>How everybody here asks: a body is sent, a JSON object comes back or nothing that can be read.</summary>
sealed class Callers(HttpClient http, Diary diary)
{
    static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>What is noted where nothing came.</summary>
    public const string NoAnswer = "no answer";

    /// <param name="read">The dialect's code in an answer, and what it acknowledges, if anything.</param>
    /// <returns>The code.</returns>
    public async Task<string> Ask(
        string dialect, string path, string body, Func<JsonElement, (string Code, Heard? Heard)> read,
        params (string Name, string Value)[] headers)
    {
        var watch = Stopwatch.StartNew();
        var (code, heard) = await Send(path, body, read, headers);
        diary.Write(dialect, code, watch.Elapsed, heard);
        return code;
    }

    /// <summary>An answer that must come, before anything is killed.</summary>
    public async Task<JsonElement> Get(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = Request(path, body, headers);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return answer.RootElement.Clone();
    }

    async Task<(string Code, Heard? Heard)> Send(
        string path, string body, Func<JsonElement, (string, Heard?)> read, (string, string)[] headers)
    {
        try
        {
            using var request = Request(path, body, headers);
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (!text.StartsWith('{'))
                return ($"HTTP {(int)response.StatusCode}", null);   // the balancer's own

            using var answer = JsonDocument.Parse(text);
            return read(answer.RootElement);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return (NoAnswer, null);
        }
    }

    static HttpRequestMessage Request(string path, string body, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = Json } },
        };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);

        return request;
    }
}
