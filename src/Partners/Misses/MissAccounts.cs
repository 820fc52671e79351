using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Partners.Misses;

/// <summary>Miss budgets in the database, asked and paid from in groups.</summary>
public sealed class MissAccounts : IHostedService, IMissAccounts
{
    const int GroupLimit = 256;
    const int QueueLimit = 4096;

    readonly NpgsqlDataSource _database;
    readonly NpgsqlDataSource _reads;
    readonly MissBudgets _budgets;
    readonly GroupCommit<MissAccount, bool> _questions;
    readonly GroupCommit<MissAccount, bool> _payments;

    public MissAccounts(
        NpgsqlDataSource database,
        [FromKeyedServices(Database.ReadsKey)] NpgsqlDataSource reads,
        MissBudgets budgets,
        ILogger<MissAccounts> log,
        SpareConnections? connections = null)
    {
        (_database, _reads, _budgets) = (database, reads, budgets);
        var options = new GroupOptions<MissAccount, bool>(
            Lanes: 1, GroupLimit, QueueLimit, Patience.Usual, account => account.Owner);
        _questions = new(options, Ask, log, connections);
        _payments = new(options, Pay, log, connections);
    }

    public Task<bool> MayAsk(MissAccount account, TimeSpan patience) => _questions.Enqueue(account, patience);

    public Task<bool> Pay(MissAccount account, TimeSpan patience) => _payments.Enqueue(account, patience);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _questions.Start();
        _payments.Start();
        return Task.CompletedTask;
    }

    /// <summary>Does what is queued, then stops. The web server has stopped before, so nothing new comes
    /// in.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_questions.Stop(), _payments.Stop());

    async Task<IReadOnlyList<bool>> Ask(Attempt<MissAccount> attempt)
    {
        await using var connection = await _reads.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Locks.Limited(attempt.LockPatience));
        batch.BatchCommands.Add(MissStatements.LeftCommand(Owners(attempt)));
        var left = await Read(batch);

        Learn(left);
        return [.. attempt.Items.Select(left.Has)];
    }

    // A commit whose word was lost is paid for again: that is a minute of somebody who misses, once in an outage.
    async Task<IReadOnlyList<bool>> Pay(Attempt<MissAccount> attempt)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Locks.Limited(attempt.LockPatience));
        batch.BatchCommands.Add(MissStatements.LockCommand(Owners(attempt)));
        var left = await Read(batch);

        bool[] paid = [.. attempt.Items.Select(left.TryTake)];
        await left.Pay(connection);
        await transaction.CommitAsync();

        Learn(left);
        return paid;
    }

    static MissAccount[] Owners(Attempt<MissAccount> attempt) => [.. attempt.Items.DistinctBy(one => one.Owner)];

    static async Task<MissesLeft> Read(NpgsqlBatch batch)
    {
        await batch.PrepareIfAllowed();
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();   // past the locks'
        return new(await MissStatements.Read(rows));
    }

    void Learn(MissesLeft left)
    {
        foreach (var (owner, misses) in left.Rest)
            _budgets.Learn(owner, misses);
    }
}
