using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Periksa.Retention;

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
    const string SetPatience = "set lock_timeout = '900ms'";
    const string ResetPatience = "reset lock_timeout";

    // As long as a wait: whoever queued up behind us has gone by then.
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns whether it is gone; if not, somebody reads it for longer than we wait.</summary>
    public async Task<bool> Remove(DayTable table)
    {
        if (!table.IsMarked && !await Try(() => InTransaction(table.SetMark)))
            return false;

        if (table.IsAttached && !await Try(() => Detach(table)))
            return false;

        return await Try(() => InTransaction(table.Drop));
    }

    // The catalog tells how far an earlier try came.
    async Task Detach(DayTable table)
    {
        var now = (await DayTable.Find(connection)).FirstOrDefault(one => one.Name == table.Name);
        if (now is { IsHalfDetached: true })
            await InTransaction(now.Finalize);
        else if (now is { IsAttached: true })
            await InSession(now.Detach);
    }

    Task<int> InTransaction(string statement) =>
        Patiently.Do(connection, () => connection.ExecuteAsync(statement));

    // What must be outside any transaction finds its patience in the session, from which it has to go again.
    async Task InSession(string statement)
    {
        await connection.ExecuteAsync(SetPatience);
        try
        {
            await connection.ExecuteAsync(statement);
        }
        finally
        {
            if (connection.FullState is System.Data.ConnectionState.Open)
                await connection.ExecuteAsync(ResetPatience);
        }
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
