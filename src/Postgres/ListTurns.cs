using System.Collections.Concurrent;
using System.Diagnostics;

namespace Periksa.Postgres;

/// <summary>The turns in which owners have their lists read. A long list takes seconds, and the connections that read
/// are few: those who look up one thing by its id must find some left.</summary>
/// <param name="perHost">Lists that a host reads at once.</param>
public sealed class ListTurns(int perHost = ListTurns.PerHostUsually) : IDisposable
{
    /// <summary>Less than half of the five connections that read.</summary>
    public const int PerHostUsually = 2;

    /// <summary>Lists of one owner that a host reads at once: whoever asks faster than is answered waits for itself
    /// and not for others.</summary>
    const int PerOwner = 1;

    readonly SemaphoreSlim _host = new(perHost);

    // As many as there are partners; none is ever put away.
    readonly ConcurrentDictionary<string, SemaphoreSlim> _owners = new(StringComparer.Ordinal);

    /// <summary>Reads a list when it is the owner's turn.</summary>
    /// <exception cref="TimeoutException">Its turn did not come in time, and nothing was read or will be; or the
    /// reading takes too long.</exception>
    public async Task<T> Within<T>(TimeSpan patience, string owner, Func<Task<T>> read, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var own = _owners.GetOrAdd(owner, static _ => new(PerOwner));
        await Wait(own, Left(), cancel);
        try
        {
            await Wait(_host, Left(), cancel);
        }
        catch
        {
            own.Release();
            throw;
        }

        return await Patience.Within(Left(), () => ReadAndEndTurns(own, read));

        TimeSpan Left()
        {
            var left = patience - Stopwatch.GetElapsedTime(began);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Dispose()
    {
        _host.Dispose();
        foreach (var owner in _owners.Values)
            owner.Dispose();
    }

    static async Task Wait(SemaphoreSlim turns, TimeSpan patience, CancellationToken cancel)
    {
        if (!await turns.WaitAsync(patience, cancel))
            throw new TimeoutException("Too many lists are being read.");
    }

    // The turns are over when the database has answered, whether or not anybody still waits for it.
    async Task<T> ReadAndEndTurns<T>(SemaphoreSlim own, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        finally
        {
            _host.Release();
            own.Release();
        }
    }
}
