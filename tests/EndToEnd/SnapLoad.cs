using System.Collections.Concurrent;
using System.Diagnostics;

namespace Periksa.EndToEnd.Tests;

/// <summary>Partners asking iFortepay as fast as they may, who remember what they were told.</summary>
public sealed class SnapLoad : IDisposable
{
    // Mostly quick ones, and every kind of slow one: an asker keeps to its account.
    static readonly string[] Accounts =
    [
        "0123456789", "8753293240", "404404", "9900000005", "9900000006",
        "9900000001", "9900000002", "9900000003", "9900000004", "9900000001", "9900000002", "9900000003",
    ];

    readonly ConcurrentBag<SnapReply> _acknowledged = [];
    readonly CancellationTokenSource _stop = new();
    readonly List<Task> _askers = [];

    /// <summary>Answers that promise that there is an inquiry.</summary>
    public IReadOnlyCollection<SnapReply> Acknowledged => _acknowledged;

    /// <summary>Starts asking.</summary>
    /// <param name="host">Asked anew before each inquiry, since hosts come and go.</param>
    /// <param name="pauseMs">After each answer.</param>
    public static async Task<SnapLoad> On(Func<HostProcess> host, SnapPartner caller, int askers, int pauseMs)
    {
        // One token for all of them: when hosts are killed nobody is held up by asking for another.
        var token = await new Snap(host().Client, caller).Token();
        var load = new SnapLoad();
        for (var i = 0; i < askers; i++)
        {
            var account = Accounts[i % Accounts.Length];
            load._askers.Add(Task.Run(() => load.Ask(host, caller, token, account, pauseMs)));
        }

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

    async Task Ask(Func<HostProcess> host, SnapPartner caller, string token, string account, int pauseMs)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var snap = new Snap(host().Client, caller);
                snap.Keep(token);
                var reply = await snap.Inquire(account);
                if (reply.Code is "2001600" or "2021600")
                    _acknowledged.Add(reply);
                else
                    Assert.Equal("5001600", reply.Code);

                await Task.Delay(pauseMs);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ObjectDisposedException)
            {
                await Task.Delay(20);   // no answer is no acknowledgement
            }
        }
    }
}
