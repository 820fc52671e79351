using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Partners;

/// <summary>Keys of a day, used up in groups, beside those of inquiries and transfers.</summary>
public sealed class DayKeys : IHostedService, IDayKeys
{
    const int QueueLimit = 4096;
    const int GroupLimit = 512;

    // In one order, as everybody takes keys.
    const string ToTake = """
        insert into day_keys (day, caller, key, inquiry)
        select day, caller, key, id
        from unnest($1::date[], $2::text[], $3::text[], $4::uuid[]) as t (day, caller, key, id)
        order by day, caller, key, id
        on conflict do nothing
        returning inquiry
        """;

    // What an earlier try has taken is its own still.
    const string TakenBefore = """
        select inquiry from day_keys where day = $1 and caller = any ($2) and key = any ($3) and inquiry = any ($4)
        """;

    readonly NpgsqlDataSource _database;
    readonly TimeProvider _clock;
    readonly GroupCommit<Wanted, InquiryId?> _uses;

    public DayKeys(
        NpgsqlDataSource database, TimeProvider clock, ILogger<DayKeys> log, SpareConnections? connections = null)
    {
        (_database, _clock) = (database, clock);
        _uses = new(
            new(Lanes: 2, GroupLimit, QueueLimit, Patience.Usual, wanted => wanted.Keys.Caller), Do, log, connections);
    }

    public Task<InquiryId?> Use(OnceKeys keys) =>
        _uses.Enqueue(new(keys, Guid.CreateVersion7(_clock.GetUtcNow())));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _uses.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _uses.Stop();

    async Task<IReadOnlyList<InquiryId?>> Do(Attempt<Wanted> attempt)
    {
        try
        {
            return await DoOnce(attempt);
        }
        catch (PostgresException e) when (e.SqlState is Days.MissingPartition)
        {
            await Days.Make(_database, attempt.Items.Select(item => item.Keys.Day));
            return await DoOnce(attempt);
        }
    }

    async Task<IReadOnlyList<InquiryId?>> DoOnce(Attempt<Wanted> attempt)
    {
        await using var connection = await _database.OpenConnectionAsync();
        var own = attempt.MayBeThere ? await TakeAgain(connection, attempt) : await Take(connection, attempt);
        return [.. attempt.Items.Select(item => own.Contains(item.Id) ? new InquiryId(item.Id) : (InquiryId?)null)];
    }

    // One round trip, which is a transaction of its own.
    static async Task<HashSet<Guid>> Take(NpgsqlConnection connection, Attempt<Wanted> attempt)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Locks.Limited(attempt.LockPatience, attempt.Key));
        batch.BatchCommands.Add(TakeCommand(attempt.Items));
        await batch.PrepareIfAllowed();

        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        return await Read(rows);
    }

    static async Task<HashSet<Guid>> TakeAgain(NpgsqlConnection connection, Attempt<Wanted> attempt)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await Locks.Take(connection, attempt.Key, attempt.LockPatience);

        await using var batch = new NpgsqlBatch(connection);
        foreach (var day in attempt.Items.GroupBy(item => item.Keys.Day))
            batch.BatchCommands.Add(TakenCommand(day.Key, [.. day]));
        batch.BatchCommands.Add(TakeCommand(attempt.Items));

        var own = new HashSet<Guid>();
        await using (var rows = await batch.ExecuteReaderAsync())
        {
            do
                own.UnionWith(await Read(rows));
            while (await rows.NextResultAsync());
        }

        await Replication.CommitSeen(transaction);
        return own;
    }

    static NpgsqlBatchCommand TakeCommand(IReadOnlyList<Wanted> items)
    {
        var command = new NpgsqlBatchCommand(ToTake);
        command.Parameters.AddArray(NpgsqlDbType.Date, items, item => item.Keys.Day);
        Add(command.Parameters, items);
        return command;
    }

    static NpgsqlBatchCommand TakenCommand(DateOnly day, IReadOnlyList<Wanted> items)
    {
        var command = new NpgsqlBatchCommand(TakenBefore);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = day });
        Add(command.Parameters, items);
        return command;
    }

    static void Add(NpgsqlParameterCollection parameters, IReadOnlyList<Wanted> items)
    {
        parameters.AddArray(NpgsqlDbType.Text, items, item => item.Keys.Caller);
        parameters.AddArray(NpgsqlDbType.Text, items, item => item.Keys.DayKey);
        parameters.AddArray(NpgsqlDbType.Uuid, items, item => item.Id);
    }

    static async Task<HashSet<Guid>> Read(NpgsqlDataReader rows)
    {
        var ids = new HashSet<Guid>();
        while (await rows.ReadAsync())
            ids.Add(rows.GetGuid(0));

        return ids;
    }

    readonly record struct Wanted(OnceKeys Keys, Guid Id);
}
