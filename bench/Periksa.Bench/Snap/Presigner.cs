using System.Text;

namespace Periksa.Bench.Snap;

/// <summary>Signs inquiries beforehand, so that wrk has nothing to do but send them. Each has an external id and a
/// reference of its own, and they ascend as a caller's counter would.</summary>
static class Presigner
{
    const int BufferBytes = 64 * 1024;

    /// <summary>Writes a file for each of wrk's threads, as signed.lua reads it, and returns what they are called
    /// but for their numbers. Whatever was there before is overwritten.</summary>
    /// <param name="requests">In each file.</param>
    /// <param name="accounts">How many of <see cref="Billing.StoredBills"/> there are, where each request is about any
    /// of them. Its number is then the end of the request's id.</param>
    public static async Task<string> Write(
        Place place, Peer peer, SnapCaller caller, int requests, long? accounts = null)
    {
        using var http = Inquirer.Connect(peer.Address);
        var token = await caller.AskToken(http);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var files = Path.Combine(place.Work, "signed");

        await Task.WhenAll(Enumerable.Range(0, Wrk.Threads).Select(thread => Task.Run(
            () => Write($"{files}.{thread}", Ids($"{now}{thread}", requests, accounts), peer, caller, token))));
        return files;
    }

    static IEnumerable<string> Ids(string prefix, int requests, long? accounts) =>
        Enumerable.Range(0, requests).Select(i => $"{prefix}{i:D7}{(accounts is { } rows ? AnyOf(rows) : "")}");

    static string AnyOf(long accounts) => Billing.StoredBills.Customer(Random.Shared.NextInt64(accounts));

    static void Write(string file, IEnumerable<string> ids, Peer peer, SnapCaller caller, string token)
    {
        var timestamp = SnapCaller.Stamp(TimeProvider.System.GetUtcNow());
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
        using var text = new StreamWriter(stream, Encoding.ASCII, BufferBytes) { NewLine = "\n" };

        text.WriteLine(
            $"""
            POST {caller.Dialect.InquiryPath} HTTP/1.1
            Host: {peer.Address.Authority}
            Content-Type: application/json
            Authorization: Bearer {token}
            X-TIMESTAMP: {timestamp}
            X-PARTNER-ID: {caller.Name}
            CHANNEL-ID: {caller.Dialect.Channel}
            X-EXTERNAL-ID: *

            {caller.Dialect.Body}
            """);

        foreach (var id in ids)
        {
            var body = caller.Dialect.Body
                .Replace("*", id, StringComparison.Ordinal)
                .Replace("#", id[^Billing.StoredBills.CustomerDigits..], StringComparison.Ordinal);
            text.WriteLine($"{id} {caller.Sign(Encoding.ASCII.GetBytes(body), token, timestamp)}");
        }

        text.Flush();
        stream.Flush(flushToDisk: true);   // or the system would write it while the round waits for flushes of its own
    }
}
