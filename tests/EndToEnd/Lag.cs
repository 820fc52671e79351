using System.Diagnostics;

namespace Periksa.EndToEnd.Tests;

/// <summary>How late this machine is while it is watched: a bound that promises seconds is about the product, and a
/// machine that many tests share adds seconds of its own.</summary>
sealed class Lag : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    readonly CancellationTokenSource _stop = new();
    readonly Task _watching;
    long _longest;

    /// <param name="nothing">Asks the hosts for something that needs no database.</param>
    public Lag(Func<Task> nothing) => _watching = Watch(nothing);

    /// <summary>The longest that nothing took.</summary>
    public TimeSpan Longest => new(Interlocked.Read(ref _longest));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    async Task Watch(Func<Task> nothing)
    {
        while (!_stop.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            await Task.Delay(Pause);
            await nothing();
            Interlocked.Exchange(ref _longest, Math.Max(_longest, (watch.Elapsed - Pause).Ticks));
        }
    }
}
