using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Periksa.Store.Retention;

/// <summary>Takes a day's table out beside everybody who reads and writes, and drops it.</summary>
/// <remarks>
/// A plain detach locks every reader and writer out of the parent for as long as the longest reader goes on.
/// Concurrently it waits without a lock that anybody minds; its last steps hold one that makers of partitions mind,
/// so every wait is cut off after a moment and tried again. What is cut off is half detached, which a later try, or
/// the next run, finishes.
/// </remarks>
sealed class DayRemoval(NpgsqlConnection connection, TimeSpan patience, CancellationToken cancel)
{
    // Everything that the server can wait for here is a lock.
    public const string SetPatience = "set lock_timeout = '900ms'";
    public const string ResetPatience = "reset lock_timeout";

    // As long as a wait: whoever queued up behind us has gone by then.
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns whether it is gone; if not, somebody reads it for longer than we wait.</summary>
    public async Task<bool> Remove(DayTable table)
    {
        if (!table.IsMarked && !await Try(() => connection.ExecuteAsync(table.SetMark)))
            return false;

        if (table.IsAttached && !await Try(() => Detach(table)))
            return false;

        return await Try(() => connection.ExecuteAsync(table.Drop));
    }

    // The catalog tells how far an earlier try came.
    async Task Detach(DayTable table)
    {
        var now = (await DayTable.Find(connection)).FirstOrDefault(one => one.Name == table.Name);
        if (now is { IsAttached: true })
            await connection.ExecuteAsync(now.IsHalfDetached ? now.Finalize : now.Detach);
    }

    async Task<bool> Try(Func<Task> step)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancel))
        {
            try
            {
                await step();
                return true;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable
                or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ObjectNotInPrerequisiteState)
            {
                if (waited.Elapsed > patience)
                    return false;
            }
        }
    }
}
