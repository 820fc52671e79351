using System.Diagnostics;
using Dapper;
using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Postgres.Schema;

/// <summary>Changes what others are using: asks for strong locks briefly and again, so that whoever comes meanwhile is
/// kept for a second at most, and says whom it waits for.</summary>
sealed class LockPatience(NpgsqlDataSource database, Turn turn, Action<string> tell)
{
    const string Settings = "set local lock_timeout = '1s'; set local statement_timeout = 0; select pg_backend_pid()";

    // Long enough for whoever queued up behind us.
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Longer than a dump or a proof of a large database is expected to hold a table.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan TellPause = TimeSpan.FromSeconds(10);

    LockHolder? _holder;
    string? _told;
    long _toldAt;

    /// <summary>Does all of it in one transaction, as often as it takes.</summary>
    public async Task Do(string what, Func<NpgsqlConnection, Task> work, CancellationToken cancel)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancel))
        {
            try
            {
                await Once(what, work);
                return;
            }
            catch (PostgresException e) when (IsOthers(e))
            {
                if (waited.Elapsed > Patience)
                {
                    throw new ServerException(
                        $"{what} has waited {Patience.TotalMinutes} minutes for {_holder?.ToString() ?? "a lock"}: end "
                        + "that, and run periksa migrate again.", e);
                }
            }
        }
    }

    /// <summary>Waits for one statement and says now and then whom it waits for.</summary>
    public async Task Watch(string what, int process, Func<Task> statement)
    {
        using var done = new CancellationTokenSource();
        var watching = Look(what, process, done.Token);
        try
        {
            await statement();
        }
        finally
        {
            await done.CancelAsync();
            await watching;
        }
    }

    async Task Once(string what, Func<NpgsqlConnection, Task> work)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var process = await connection.QuerySingleAsync<int>(Settings);

        await Watch(what, process, () => work(connection));
        await transaction.CommitAsync();
    }

    async Task Look(string what, int process, CancellationToken done)
    {
        while (true)
        {
            await Task.Delay(LookPause, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
                return;

            if (await turn.FindHolder(process) is { } holder)
                Tell(what, _holder = holder);
        }
    }

    void Tell(string what, LockHolder holder)
    {
        var isNews = _told != what + holder.Process || Stopwatch.GetElapsedTime(_toldAt) > TellPause;
        if (!isNews)
            return;

        (_told, _toldAt) = (what + holder.Process, Stopwatch.GetTimestamp());
        tell($"{what} is waiting for the lock of {holder} …");
    }

    static bool IsOthers(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;
}
