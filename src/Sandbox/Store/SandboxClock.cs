using Dapper;
using Npgsql;

namespace Periksa.Sandbox.Store;

/// <summary>Real time, moved forward. The offset lives in the database: every host of a deployment shares
/// it.</summary>
/// <remarks>Only "now" moves. Timers, delays and time-outs stay on real time, or advancing a day would fire them
/// all.</remarks>
public sealed class SandboxClock : TimeProvider, IShiftedClock
{
    long _offsetTicks;

    public TimeSpan Offset
    {
        get => new(Interlocked.Read(ref _offsetTicks));
        set => Interlocked.Exchange(ref _offsetTicks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    internal static async Task<TimeSpan> ReadOffset(NpgsqlConnection connection) => TimeSpan.FromSeconds(
        await connection.QuerySingleAsync<long>("select offset_seconds from sandbox_clock"));
}
