using System.Collections.Concurrent;
using System.Diagnostics;

namespace Periksa.EndToEnd.Tests;

/// <summary>Merchants who send money as fast as they are answered, and remember what they were told.</summary>
public sealed class SingaPayLoad : IDisposable
{
    static readonly string[] Numbers =
        ["1234567890000", "9900000001", "9900000005", "404404404404", "9900000004", "1234567890000"];

    readonly ConcurrentBag<(string Reference, string Id)> _accepted = [];
    readonly CancellationTokenSource _stop = new();
    readonly Task[] _senders;

    public SingaPayLoad(Func<HostProcess> host, string token) =>
        _senders = [.. Enumerable.Range(0, 12).Select(i => Task.Run(() => Send(host, token, i)))];

    public async Task Further(int count)
    {
        var (goal, patience) = (_accepted.Count + count, Stopwatch.StartNew());
        for (; _accepted.Count < goal; await Task.Delay(10))
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "Nobody is answered any more.");
    }

    public async Task Stop()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_senders);
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Asserts that whatever was acknowledged is there, under the id it was acknowledged with.</summary>
    public async Task AssertKept(string database, SingaPay toko)
    {
        var ids = _accepted.Select(one => one.Id).ToArray();
        var references = _accepted.Select(one => one.Reference).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids.Length, await Count.Ask<int>(
            database,
            """
            select count(*) from unnest(@references, @ids) as a (reference, id)
            join disbursements d on d.reference = a.reference and d.transaction_id = a.id
            """,
            new { references, ids }));
        Assert.Equal(_accepted.First().Id, (await toko.Status(_accepted.First().Reference)).Data
            .GetProperty("transaction_id").GetString());
    }

    // Whoever is not answered sends the same again, as merchants do: SP004 then says that it had happened. So does
    // whoever hears that the host is too busy (SP019), as it is with a queue behind a server that has frozen.
    async Task Send(Func<HostProcess> host, string token, int sender)
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            var bank = Numbers[i % Numbers.Length] is "1234567890000" ? "002" : "014";
            for (var isAnswered = false; !isAnswered;)
                isAnswered = await TrySend(host, token, $"{sender}-{i}", Numbers[i % Numbers.Length], bank);
        }
    }

    async Task<bool> TrySend(Func<HostProcess> host, string token, string reference, string number, string bank)
    {
        try
        {
            var reply = await SingaPay.At(host()).With(token).Transfer(reference, number, bank, 10_000);
            if (reply.Code == "SP000")
                _accepted.Add((reference, reply.Data.GetProperty("transaction_id").GetString()!));

            Assert.Contains(reply.Code, new[] { "SP000", "SP004", "SP005", "SP019" });
            return reply.Code is "SP000" or "SP004";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ObjectDisposedException)
        {
            await Task.Delay(20);
            return false;
        }
    }
}
