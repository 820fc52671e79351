using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Periksa.EndToEnd.Tests;

/// <summary>The controls under /sandbox, as somebody who builds against the sandbox uses them.</summary>
public sealed class SandboxControls(HostProcess host)
{
    public async Task<DateTimeOffset> Now() => await Json(await host.Client.GetAsync("/sandbox/clock"));

    public async Task<DateTimeOffset> Advance(TimeSpan by) => await Json(
        await host.Client.PostAsJsonAsync("/sandbox/clock/advance", new { seconds = (long)by.TotalSeconds }));

    /// <summary>Moves the clock to a time of day, WIB, so many days ahead.</summary>
    public async Task<DateTimeOffset> AdvanceTo(int days, string time)
    {
        var now = await Now();
        return await Advance(BusinessDay.At(BusinessDay.Of(now).AddDays(days), TimeOnly.Parse(time)) - now);
    }

    public async Task<HttpStatusCode> Return() => (await host.Client.DeleteAsync("/sandbox/clock")).StatusCode;

    public async Task Reset() => (await host.Client.PostAsync("/sandbox/reset", null)).EnsureSuccessStatusCode();

    public async Task<string> TopUp(string partner, string amount)
    {
        var reply = await host.Client.PostAsJsonAsync($"/sandbox/partners/{partner}/deposit", new { amount });
        return (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("balance").GetString()!;
    }

    static async Task<DateTimeOffset> Json(HttpResponseMessage reply)
    {
        reply.EnsureSuccessStatusCode();
        return (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetDateTimeOffset();
    }
}
