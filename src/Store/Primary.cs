using System.Diagnostics;

namespace Periksa.Store;

/// <summary>When this process last learnt that another server has become the primary.</summary>
static class Primary
{
    static long _changedAt = long.MinValue;

    /// <summary>Whatever was sent to the former primary and has no answer yet will have none.</summary>
    public static void HasChanged() => Interlocked.Exchange(ref _changedAt, Stopwatch.GetTimestamp());

    public static bool HasChangedSince(long timestamp) => Interlocked.Read(ref _changedAt) > timestamp;
}
