using System.Data;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Store.Journal;
using Periksa.Store.Partners;
using Periksa.Store.Sandbox;

namespace Periksa.Store;

/// <summary>What this host remembers of the database, at most a second old: one number, read twice a second, tells
/// whether anything has changed anywhere.</summary>
/// <remarks>
/// Reading a number works through connection poolers and survives reconnects; LISTEN does neither, and NOTIFY takes
/// a lock that all commits share.
/// </remarks>
public sealed partial class Memory(
    NpgsqlDataSource database, MissBudgets budgets, TimeProvider clock, ILogger<Memory> log)
    : BackgroundService, ICredentials, ISandboxDirectory
{
    const string Changes = "select coalesce(sum(number), 0)::bigint from changes";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly SemaphoreSlim _turn = new(1);
    volatile Partners.Directory _directory = Partners.Directory.Empty;
    volatile SandboxAccounts _accounts = SandboxAccounts.None;
    (long Change, DateOnly Day) _asOf;

    public Credential? Find(string dialect, string name) => _directory.Find(dialect, name);

    public SandboxAccount? Find(BankAccount account) => _accounts.Find(account);

    /// <summary>Reads what has changed. When this returns, the host knows all that was committed before the
    /// call.</summary>
    public async Task Refresh(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            var change = await connection.QuerySingleAsync<long>(Changes);

            await budgets.Refresh(connection);

            // The day counts, too: what a partner owes becomes overdue without anybody writing anything.
            if (_asOf == (change, Today()))
                return;

            await Read(connection);
            _asOf = (change, Today());
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Refresh(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, a row that nobody foresaw too: a host with an old memory is better than none.
                Log.Stale(log, e);
            }
        }
    }

    async Task Read(NpgsqlConnection connection)
    {
        // One snapshot: a partner and its credential that come while this reads are both seen, or neither.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);

        if (clock is SandboxClock sandbox)
        {
            sandbox.Offset = await SandboxClock.ReadOffset(connection);
            _accounts = await SandboxAccounts.Read(connection);
        }

        _directory = await DirectoryReader.Read(connection);
    }

    DateOnly Today() => BusinessDay.Of(clock.GetUtcNow());

    static partial class Log
    {
        [LoggerMessage(33, LogLevel.Warning, "The database could not be asked what has changed")]
        public static partial void Stale(ILogger log, Exception e);
    }
}
