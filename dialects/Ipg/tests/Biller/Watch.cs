using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Looks on while an import goes on, for as long as a test may wait.</summary>
static class Watch
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<StreamReader> Begin(BareHost host, string file)
    {
        using var request = Letter.Importing(file).ToRequest();
        var reply = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("application/x-ndjson", reply.Content.Headers.ContentType?.ToString());
        return new(await reply.Content.ReadAsStreamAsync());
    }

    public static async Task<string?> Next(StreamReader report) => await report.ReadLineAsync().WaitAsync(Patience);

    public static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(10, patience.Token);
    }
}
