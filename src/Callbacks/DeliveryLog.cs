using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Callbacks;

/// <summary>Writes down in groups what came of attempts, and waits for a database that is away.</summary>
/// <remarks>Whoever waits for a result to be written keeps a slot, so the queue is never longer than there are slots.
/// A result that is never written costs a second delivery, since its lease runs out.</remarks>
sealed partial class DeliveryLog : IDisposable
{
    const int GroupLimit = 512;

    // Planned for its very arrays, it would take longer to plan than to execute. Without a transaction of its own a
    // batch is one, and the setting ends with it.
    const string PlannedOnce = "select set_config('plan_cache_mode', 'force_generic_plan', true)";

    static readonly string Text = Sql.Read("Callbacks/record.sql");
    static readonly TimeSpan PauseWhileLocked = TimeSpan.FromMilliseconds(500);

    readonly NpgsqlDataSource _database;
    readonly ILogger _log;
    readonly CancellationTokenSource _giveUp = new();
    readonly GroupCommit<Result, bool> _groups;

    public DeliveryLog(NpgsqlDataSource database, ILogger log)
    {
        (_database, _log) = (database, log);

        // A message twice in a group would be moved by one of its results, nobody knows which. One connection is
        // enough: what waits here keeps nobody waiting but the courier.
        _groups = new(
            new(Lanes: 1, GroupLimit, QueueLimit: int.MaxValue, Patience: TimeSpan.MaxValue, Subject)
            {
                HasSubjectOnce = true,
                GiveUp = _giveUp.Token,
                Retrying = Log.Retrying,
                Failed = null,
            },
            WriteGroup,
            log,
            new SpareConnections(0));
    }

    public void Start() => _groups.Start();

    /// <summary>From then on, neither the database is waited for nor whoever has a row locked.</summary>
    public void GiveUpAfter(TimeSpan grace) => _giveUp.CancelAfter(grace);

    /// <summary>Writes what is queued, then stops.</summary>
    public Task Stop() => _groups.Stop();

    public void Dispose() => _giveUp.Dispose();

    /// <summary>Returns when the result is durable, or never will be.</summary>
    public async Task Write(Result result)
    {
        try
        {
            // Where somebody has its message's row locked, the others' results are not kept waiting for that.
            for (var tries = 0; !await IsWritten(result); tries++)
            {
                if (tries == 0)
                    Log.Stuck(_log, result.Message.Id);

                await Task.Delay(PauseWhileLocked, _giveUp.Token);
            }
        }
        catch (Exception e)
        {
            Log.Lost(_log, e, 1);   // whatever it was: the lease runs out, and it is posted again
        }
    }

    // False where somebody has something locked.
    async Task<bool> IsWritten(Result result)
    {
        try
        {
            return await _groups.Enqueue(result);
        }
        catch (TooBusyException)
        {
            return false;
        }
    }

    // Returns for each whether it is written: not where somebody has its message's row locked.
    async Task<IReadOnlyList<bool>> WriteGroup(Attempt<Result> attempt)
    {
        var group = attempt.Items;
        var command = new NpgsqlBatchCommand(Text);
        await using var batch = _database.CreateBatch();
        batch.BatchCommands.Add(new(PlannedOnce));
        batch.BatchCommands.Add(command);
        var input = command.Parameters;
        input.AddArray(NpgsqlDbType.Bigint, group, one => one.Message.Id);
        input.AddArray(NpgsqlDbType.Integer, group, one => one.Attempt.Number);
        input.AddArray(NpgsqlDbType.TimestampTz, group, one => one.Attempt.At.UtcDateTime);
        input.AddArray(NpgsqlDbType.Text, group, one => one.Attempt.Url);
        input.AddArray(NpgsqlDbType.Integer, group, one => one.Attempt.Status);
        input.AddArray(NpgsqlDbType.Text, group, one => one.Attempt.Error);
        input.AddArray(NpgsqlDbType.Integer, group, one => one.Attempt.Milliseconds);
        input.AddArray(NpgsqlDbType.Text, group, one => State(one.Fate));
        input.AddArray(NpgsqlDbType.Integer, group, one => one.Failures);
        input.AddArray(NpgsqlDbType.TimestampTz, group, one => one.DueAt?.UtcDateTime);
        input.AddArray(NpgsqlDbType.TimestampTz, group, one => one.EndedAt.UtcDateTime);

        var stuck = new HashSet<long>();
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
            stuck.Add(rows.GetInt64(0));

        return [.. group.Select(one => !stuck.Contains(one.Message.Id))];
    }

    static string Subject(Result result) => result.Message.Id.ToString(CultureInfo.InvariantCulture);

    static string State(Fate fate) => fate switch
    {
        Fate.Delivered => "delivered",
        Fate.Again => "waiting",
        Fate.Parked => "parked",
        Fate.Interrupted => "waiting",
    };

    static partial class Log
    {
        [LoggerMessage(70, LogLevel.Warning,
            "{Count} attempts to call back could not be written down yet; trying again")]
        public static partial void Retrying(ILogger log, Exception e, int count);

        [LoggerMessage(71, LogLevel.Error,
            "{Count} attempts to call back were not written down: their messages are posted again")]
        public static partial void Lost(ILogger log, Exception e, int count);

        [LoggerMessage(76, LogLevel.Warning,
            "What came of callback {Message} cannot be written down: somebody has its row locked. "
            + "'periksa lock list' shows who; after thirty seconds it is posted again")]
        public static partial void Stuck(ILogger log, long message);
    }
}
