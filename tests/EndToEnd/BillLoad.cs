using System.Collections.Concurrent;

namespace Periksa.EndToEnd.Tests;

/// <summary>A bank at the channel that pays one bill over and over, each time under a reference of its own, and sends
/// the same again until it is told what became of it.</summary>
public sealed class BillLoad : IDisposable
{
    readonly ConcurrentDictionary<string, string> _paid = new(StringComparer.Ordinal);
    readonly CancellationTokenSource _stop = new();
    readonly Task[] _payers;

    public BillLoad(Func<HostProcess> host, int payers) =>
        _payers = [.. Enumerable.Range(0, payers).Select(i => Task.Run(() => PayOn(host, i)))];

    public int Paid => _paid.Count;

    public async Task Stop()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_payers);
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Asserts that each payment that was acknowledged stands, and none stands twice.</summary>
    public async Task AssertKept(string database)
    {
        var refs = _paid.Keys.ToArray();
        Assert.Equal(
            (refs.Length, refs.Length * 1000L * 100),
            await Count.Ask<(int, long)>(
                database,
                "select count(*)::int, sum(amount)::bigint from bill_payments where ref_id = any (@refs)",
                new { refs }));
    }

    async Task PayOn(Func<HostProcess> host, int payer)
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            while (!await TryPay(host, $"{payer}-{i}"))
                await Task.Delay(20);
        }
    }

    async Task<bool> TryPay(Func<HostProcess> host, string reference)
    {
        try
        {
            var reply = await Ipg.At(host()).Pay("8673011234567890", reference, "1000");
            Assert.Contains(reply.Rc, new[] { "SUCCESS", "BILLER_SUSPECT_TRANSACTION" });
            return reply.Rc == "SUCCESS" && _paid.TryAdd(reference, "");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }
}
