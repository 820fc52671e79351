using System.Net;
using Periksa.Operators;

namespace Periksa.Host.Lab;

/// <summary>Lets few into the lab at a time: a wrong signature costs as much as many requests. On each host for
/// itself.</summary>
sealed class LabGate(TimeProvider clock) : IDisposable
{
    /// <summary>Questions of an address in a <see cref="Window"/>.</summary>
    public const int Maximum = 20;

    /// <summary>Questions under way at once, of all addresses together: one processor of two is for callers.</summary>
    public const int UnderWayMaximum = 1;

    /// <summary>Addresses that are remembered.</summary>
    public const int AddressesMaximum = 10_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    readonly Dictionary<IPAddress, Visits> _visits = [];
    readonly SemaphoreSlim _room = new(UnderWayMaximum);

    /// <summary>Whether an address may ask now; if so, <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(IPAddress? address)
    {
        // What the sandbox's clock is set to is no matter here.
        var (now, network) = (clock.GetTimestamp(), FailedTries.Network(address));
        lock (_lock)
        {
            var visits = _visits.GetValueOrDefault(network);
            if (visits.Count is 0 || clock.GetElapsedTime(visits.Began, now) >= Window)
                visits = new(now, 0, visits.IsUnderWay);

            if (visits.IsUnderWay || visits.Count >= Maximum)
                return false;

            if (_visits.Count >= AddressesMaximum && !_visits.ContainsKey(network))
                MakeRoom();

            _visits[network] = new(visits.Began, visits.Count + 1, IsUnderWay: true);
            return true;
        }
    }

    /// <summary>Lets the next one of this address in.</summary>
    public void Leave(IPAddress? address)
    {
        var network = FailedTries.Network(address);
        lock (_lock)
        {
            if (_visits.TryGetValue(network, out var visits))
                _visits[network] = visits with { IsUnderWay = false };
        }
    }

    /// <summary>Does the work, when there is room for it.</summary>
    public async Task<LabFinding> Examine(LabQuestion question, DateTimeOffset now, CancellationToken cancel)
    {
        await _room.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Laboratory.Examine(question, now), cancel);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();

    // The half that began first, so that it is seldom looked through; but none that is still there.
    void MakeRoom()
    {
        foreach (var old in _visits.Where(one => !one.Value.IsUnderWay)
            .OrderBy(one => one.Value.Began).Take(AddressesMaximum / 2).ToArray())
        {
            _visits.Remove(old.Key);
        }
    }

    readonly record struct Visits(long Began, int Count, bool IsUnderWay);
}
