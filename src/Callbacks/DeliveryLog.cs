using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Callbacks;

/// <summary>Writes down in groups what came of attempts, and waits for a database that is away.</summary>
/// <remarks>Whoever waits for a result to be written keeps a slot, so the queue is never longer than there are slots.
/// A result that is never written costs a second delivery, since its lease runs out.</remarks>
sealed partial class DeliveryLog(NpgsqlDataSource database, ILogger log)
{
    const int GroupLimit = 512;

    // Planned for its very arrays, it would take longer to plan than to execute. Without a transaction of its own a
    // batch is one, and the setting ends with it.
    const string PlannedOnce = "select set_config('plan_cache_mode', 'force_generic_plan', true)";

    static readonly string Text = Sql.Read("Callbacks/record.sql");
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan PauseMaximum = TimeSpan.FromMilliseconds(500);

    readonly Channel<PendingItem> _queue = Channel.CreateUnbounded<PendingItem>(new() { SingleReader = true });

    /// <summary>Returns when the result is durable, or never will be.</summary>
    public Task Write(Result result)
    {
        var waiting = new PendingItem(result);
        if (!_queue.Writer.TryWrite(waiting))
            waiting.Done.SetResult();

        return waiting.Done.Task;
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Writes until nothing more comes.</summary>
    /// <param name="giveUp">From then on, the database is not waited for any more.</param>
    public async Task Run(CancellationToken giveUp)
    {
        var group = new List<PendingItem>(GroupLimit);
        var messages = new HashSet<long>();

        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // A message twice in a group would be moved by one of its results, nobody knows which.
            while (group.Count < GroupLimit
                && _queue.Reader.TryPeek(out var next) && messages.Add(next.Result.Message.Id)
                && _queue.Reader.TryRead(out _))
            {
                group.Add(next);
            }

            await WriteGuarded(group, giveUp);
            group.Clear();
            messages.Clear();
        }
    }

    async Task WriteGuarded(List<PendingItem> group, CancellationToken giveUp)
    {
        try
        {
            var stuck = await WriteWithRetries(group.ConvertAll(one => one.Result), giveUp);
            foreach (var waiting in group)
            {
                if (stuck.Contains(waiting.Result.Message.Id))
                    _ = WriteAgain(waiting);
                else
                    waiting.Done.SetResult();
            }
        }
        catch (Exception e) when (group.Count > 1 && e is not OperationCanceledException)
        {
            foreach (var waiting in group)
                await WriteGuarded([waiting], giveUp);
        }
        catch (Exception e)
        {
            // The border of a background loop: an exception that ended it here would hold every slot for ever.
            Log.Lost(log, e, group.Count);
            foreach (var waiting in group)
                waiting.Done.SetResult();
        }
    }

    // Somebody has its message's row locked: the others' results are not kept waiting for that.
    async Task WriteAgain(PendingItem waiting)
    {
        if (!waiting.IsStuck)
            Log.Stuck(log, waiting.Result.Message.Id);

        waiting.IsStuck = true;
        await Task.Delay(PauseMaximum);
        if (!_queue.Writer.TryWrite(waiting))
            waiting.Done.SetResult();
    }

    async Task<HashSet<long>> WriteWithRetries(List<Result> group, CancellationToken giveUp)
    {
        for (var pause = FirstPause; ; pause = pause * 2 > PauseMaximum ? PauseMaximum : pause * 2)
        {
            try
            {
                return await Primary.Await(() => WriteOnce(group));
            }
            catch (Exception e) when (Outage.Is(e))
            {
                Log.Retrying(log, e, group.Count);
                await Task.Delay(pause, giveUp);
            }
        }
    }

    // Returns the messages whose rows somebody has locked.
    async Task<HashSet<long>> WriteOnce(List<Result> group)
    {
        var command = new NpgsqlBatchCommand(Text);
        await using var batch = database.CreateBatch();
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

        return stuck;
    }

    static string State(Fate fate) => fate switch
    {
        Fate.Delivered => "delivered",
        Fate.Again => "waiting",
        Fate.Parked => "parked",
        Fate.Interrupted => "waiting",
    };

    sealed class PendingItem(Result result)
    {
        public Result Result { get; } = result;

        public bool IsStuck { get; set; }

        // Continuations run elsewhere: the writer releases a whole group and goes back to writing.
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    static partial class Log
    {
        [LoggerMessage(70, LogLevel.Warning,
            "{Count} attempts to call back could not be written down yet; trying again")]
        public static partial void Retrying(ILogger log, Exception e, int count);

        [LoggerMessage(71, LogLevel.Error,
            "{Count} attempts to call back were not written down: their messages are posted again")]
        public static partial void Lost(ILogger log, Exception e, int count);

        [LoggerMessage(76, LogLevel.Warning,
            "What came of callback {Message} cannot be written down: somebody has its row locked. Find out who in "
            + "pg_stat_activity and pg_locks; after thirty seconds it is posted again")]
        public static partial void Stuck(ILogger log, long message);
    }
}
