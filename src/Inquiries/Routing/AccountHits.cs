using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Routing;

/// <summary>Counts in PostgreSQL how often routes were asked about accounts: those who ask at the same time share a
/// round trip.</summary>
/// <remarks>A count that was committed without word of it is counted again when the group is tried again: a provider is
/// rather asked once less.</remarks>
public sealed partial class AccountHits : IHostedService, IAccountHits
{
    const int GroupLimit = 256;
    const int QueueLimit = 4096;

    static readonly string ToCount = Sql.Read("Inquiries/Routing/hits.sql");

    const string ToTakeBack = """
        with held as (
            select h.day, h.route, h.account
            from account_hits h
            join unnest($1::text[], $2::bytea[], $3::date[]) as t (route, account, day) using (route, account, day)
            where h.hits > 0
            order by h.route, h.account, h.day
            for update of h
        )
        update account_hits h set hits = h.hits - 1
        from held t
        where h.day = t.day and h.route = t.route and h.account = t.account
        """;

    readonly NpgsqlDataSource _database;
    readonly ILogger<AccountHits> _log;
    readonly GroupCommit<Hit, DateOnly?> _groups;

    public AccountHits(NpgsqlDataSource database, ILogger<AccountHits> log, SpareConnections? connections = null)
    {
        (_database, _log) = (database, log);
        _groups = new(
            new(Lanes: 1, GroupLimit, QueueLimit, Patience.Usual, hit => hit.Name)
            {
                HasSubjectOnce = true,   // a statement cannot write a row twice
                Kind = static hit => hit.TakenBackOf is null ? 0 : 1,   // each locks its rows in their order
            },
            Write,
            log,
            connections);
    }

    public Task<DateOnly?> Count(RouteName route, BankAccount account, int most, CancellationToken gone) =>
        _groups.Enqueue(new(route, Digest(route, account), most, TakenBackOf: null), gone: gone);

    public async Task TakeBack(RouteName route, BankAccount account, DateOnly day)
    {
        try
        {
            await _groups.Enqueue(new(route, Digest(route, account), Most: 0, day));
        }
        catch (Exception e)
        {
            Log.NotTakenBack(_log, e, route.Value);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _groups.Start();
        return Task.CompletedTask;
    }

    /// <summary>Writes what is queued, then stops.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _groups.Stop();

    // It keeps numbers from being read, not from being found by whoever tries them all: rows go when their day is over.
    static byte[] Digest(RouteName route, BankAccount account) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{route.Value}\n{account.BankCode}\n{account.Number}"));

    async Task<IReadOnlyList<DateOnly?>> Write(Attempt<Hit> attempt)
    {
        var days = new DateOnly?[attempt.Items.Count];
        await using var connection = await _database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Locks.Limited(attempt.LockPatience));
        batch.BatchCommands.Add(
            attempt.Items[0].TakenBackOf is null ? CountCommand(attempt.Items) : TakeBackCommand(attempt.Items));
        await batch.PrepareIfAllowed();

        var places = attempt.Items.Select((hit, i) => (hit.Name, i)).ToDictionary(one => one.Name, one => one.i);
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
        {
            var hit = new Hit(new(rows.GetString(0)), rows.GetFieldValue<byte[]>(1), Most: 0, TakenBackOf: null);
            days[places[hit.Name]] = rows.GetFieldValue<DateOnly>(2);
        }

        while (await rows.NextResultAsync())
        {
            // Only at the batch's end is it known whether it was committed.
        }

        return days;
    }

    static NpgsqlBatchCommand CountCommand(IReadOnlyList<Hit> hits)
    {
        var command = new NpgsqlBatchCommand(ToCount);
        command.Parameters.AddArray(NpgsqlDbType.Text, hits, hit => hit.Route.Value);
        command.Parameters.AddArray(NpgsqlDbType.Bytea, hits, hit => hit.Account);
        command.Parameters.AddArray(NpgsqlDbType.Integer, hits, hit => hit.Most);
        return command;
    }

    static NpgsqlBatchCommand TakeBackCommand(IReadOnlyList<Hit> hits)
    {
        var command = new NpgsqlBatchCommand(ToTakeBack);
        command.Parameters.AddArray(NpgsqlDbType.Text, hits, hit => hit.Route.Value);
        command.Parameters.AddArray(NpgsqlDbType.Bytea, hits, hit => hit.Account);
        command.Parameters.AddArray(NpgsqlDbType.Date, hits, hit => hit.TakenBackOf!.Value);
        return command;
    }

    sealed record Hit(RouteName Route, byte[] Account, int Most, DateOnly? TakenBackOf)
    {
        /// <summary>What two of a group must not have.</summary>
        public string Name { get; } = $"{Route} {Convert.ToHexString(Account)}";
    }

    static partial class Log
    {
        [LoggerMessage(173, LogLevel.Warning,
            "A question that did not reach {Route} stays counted for its account: it is asked once less today")]
        public static partial void NotTakenBack(ILogger log, Exception e, string route);
    }
}
