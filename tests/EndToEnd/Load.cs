using System.Collections.Concurrent;
using System.Diagnostics;

namespace Periksa.EndToEnd.Tests;

/// <summary>Partners asking as fast as they can, who remember what they were told.</summary>
public sealed class Load : IDisposable
{
    readonly ConcurrentBag<(string Id, string Invoice)> _acknowledged = [];
    readonly CancellationTokenSource _stop = new();
    readonly List<Task> _askers = [];

    public IReadOnlyCollection<(string Id, string Invoice)> Acknowledged => _acknowledged;

    /// <summary>Starts asking.</summary>
    /// <param name="host">Asked anew before each inquiry, since hosts come and go.</param>
    public static Load On(Func<HostProcess> host, int askers = 16)
    {
        var load = new Load();
        for (var i = 0; i < askers; i++)
            load._askers.Add(Task.Run(() => load.Ask(host, i)));

        return load;
    }

    /// <summary>Waits until so many more were acknowledged.</summary>
    public async Task Further(int count)
    {
        var (goal, patience) = (_acknowledged.Count + count, Stopwatch.StartNew());
        for (; _acknowledged.Count < goal; await Task.Delay(10))
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "Nobody is answered any more.");
    }

    public async Task Stop()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_askers);
    }

    public void Dispose() => _stop.Dispose();

    async Task Ask(Func<HostProcess> host, int asker)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // Every third asker asks about an account that is not there; that is billed as well.
                var reply = await Sento.Toko(host()).Inquire(asker % 3 == 0 ? "404404" : "12341234");
                if (reply.Code is "000" or "209")
                    _acknowledged.Add((reply.Text("id")!, reply.Text("invoice_id")!));
                else
                    Assert.Equal("500", reply.Code);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ObjectDisposedException)
            {
                await Task.Delay(20);   // no answer is no acknowledgement
            }
        }
    }
}
