using System.Text.Json;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Imports a file, and reads in its report which lines made no bill and why.</summary>
static class Rejections
{
    public static async Task<IReadOnlyList<string>> Of(string file)
    {
        await using var host = await DialectHost.Open(Scripts.Office());
        using var request = Letter.Importing(file).ToRequest();
        using var reply = await host.Client.SendAsync(request);
        var lines = (await reply.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
        Assert.StartsWith("{\"rc\":\"SUCCESS\",\"message\":\"success\",", lines[^1], StringComparison.Ordinal);

        return [.. lines[..^1].Select(Read).OfType<string>()];
    }

    static string? Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.TryGetProperty("rejected", out var why) && why.ValueKind is JsonValueKind.String
            ? $"{json.RootElement.GetProperty("line")}: {why}"
            : null;
    }
}
