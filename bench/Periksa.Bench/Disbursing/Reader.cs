using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Periksa.Sandbox.Store;

namespace Periksa.Bench.Disbursing;

/// <summary>Asks one server where disbursements are, any of those it has stored.</summary>
/// <param name="token">What its access token is.</param>
/// <param name="rows">How many are stored.</param>
sealed class Reader(Place place, Peer peer, SandboxSingaPay payer, Func<Task<string>> token, long rows)
{
    const int Checked = 2_000;

    static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>As fast as the answers come. Each call asks about others.</summary>
    public async Task<Load> Ask(int seconds) => await Wrk.Run(
        place, peer, seconds, "status.lua",
        payer.Account, payer.PartnerId, await token(), Text(rows), Text(Random.Shared.Next()));

    /// <summary>Asks about some, and sees to it that each answer is the one to its question; wrk cannot tell which
    /// connection an answer came by.</summary>
    public async Task Check()
    {
        using var http = Inquirer.Connect(peer.Address);
        http.DefaultRequestHeaders.Add("X-PARTNER-ID", payer.PartnerId);
        http.DefaultRequestHeaders.Authorization = new("Bearer", await token());

        var some = Enumerable.Range(0, Checked).Select(_ => Random.Shared.NextInt64(rows));
        await Task.WhenAll(some.Select(number => Check(http, $"bench-{number:D7}")));
    }

    async Task Check(HttpClient http, string reference)
    {
        using var body = new ByteArrayContent(Encoding.ASCII.GetBytes($$"""{"reference_number":"{{reference}}"}"""));
        body.Headers.ContentType = Json;
        using var response = await http.PostAsync(
            new Uri($"/api/v2.0/disbursement/{payer.Account}/inquiry-status", UriKind.Relative), body);
        var text = await response.Content.ReadAsStringAsync();

        using var answer = JsonDocument.Parse(text);
        if (response.StatusCode is not HttpStatusCode.OK || !IsAbout(reference, answer.RootElement))
            throw new InvalidOperationException($"Asked about {reference}, answered {response.StatusCode}: {text}");
    }

    static bool IsAbout(string reference, JsonElement answer) =>
        answer.GetProperty("response_code").GetString() == "SP000"
        && answer.GetProperty("data").GetProperty("reference_number").GetString() == reference;

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
