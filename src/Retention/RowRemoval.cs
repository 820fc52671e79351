using Dapper;
using Npgsql;

namespace Periksa.Retention;

/// <summary>Deletes rows that are no day's table, a few thousand in each transaction.</summary>
sealed class RowRemoval(NpgsqlConnection connection, Action<string> tell, CancellationToken cancel)
{
    // A transaction of so many is over within some tens of milliseconds; nobody notices its locks.
    const int BatchLimit = 2000;

    // Found at once. With an old snapshot open every search walks past all that was deleted already, so searches
    // are fewer than deletions.
    const int WindowLimit = 100_000;

    // PostgreSQL cleans up behind us, and standbys keep up, while we pause.
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns how many rows are gone, or with <paramref name="isDryRun"/> would be.</summary>
    public async Task<long> Remove(OldRows old, object before, bool isDryRun)
    {
        if (isDryRun)
        {
            var found = await connection.QuerySingleAsync<long>(old.Count, new { before });
            tell($"{old.Name}: would forget {found}");
            return found;
        }

        var gone = 0L;
        for (var window = WindowLimit; window == WindowLimit;)
        {
            // A place is a row's until it is deleted, and the deletion looks again whether the row is old.
            var places = (await connection.QueryAsync<string>(old.Find, new { before, limit = WindowLimit })).AsList();
            window = places.Count;

            foreach (var batch in places.Chunk(BatchLimit))
            {
                cancel.ThrowIfCancellationRequested();
                gone += await Patiently.Do(
                    connection, () => connection.QuerySingleAsync<long>(old.Delete, new { before, batch }));
                await Task.Delay(Pause, CancellationToken.None);
            }

            if (window > 0)
                tell($"{old.Name}: {gone} forgotten");
        }

        return gone;
    }
}
