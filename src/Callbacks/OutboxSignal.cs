namespace Periksa.Callbacks;

/// <summary>Wakes the courier of this host.</summary>
public sealed class OutboxSignal : IOutboxSignal, IDisposable
{
    readonly SemaphoreSlim _rung = new(0);
    int _isRung;

    public void Ring()
    {
        if (Interlocked.Exchange(ref _isRung, 1) == 0)
            _rung.Release();
    }

    public void Dispose() => _rung.Dispose();

    /// <summary>Returns when it is rung, or was since the last time, and at the latest after
    /// <paramref name="limit"/>.</summary>
    internal async Task Wait(TimeSpan limit, CancellationToken cancel)
    {
        // Taken down before anybody looks: whoever rings from here on is heard the next time.
        if (await _rung.WaitAsync(limit, cancel))
            Interlocked.Exchange(ref _isRung, 0);
    }
}
