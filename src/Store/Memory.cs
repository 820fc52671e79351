using System.Data;
using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Store.Journal;
using Periksa.Store.Partners;
using Periksa.Store.Sandbox;
using Periksa.Store.Sealing;
using Periksa.Store.Tokens;

namespace Periksa.Store;

/// <summary>What this host remembers of the database, at most a second old: one number, read twice a second, tells
/// whether anything has changed anywhere.</summary>
/// <remarks>
/// Reading a number works through connection poolers and survives reconnects; LISTEN does neither, and NOTIFY takes
/// a lock that all commits share.
/// </remarks>
public sealed partial class Memory(
    [FromKeyedServices(Database.WatchKey)] NpgsqlDataSource database,
    MissBudgets budgets,
    MasterKeys seals,
    TimeProvider clock,
    ILogger<Memory> log)
    : BackgroundService, ICredentials, ITokenKeys, ISandboxDirectory
{
    const string Changes = "select coalesce(sum(number), 0)::bigint from changes";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly SemaphoreSlim _turn = new(1);
    volatile Partners.Directory _directory = Partners.Directory.Empty;
    volatile IReadOnlyList<TokenKey> _tokenKeys = [];
    volatile SandboxAccounts _accounts = SandboxAccounts.None;
    (long Change, DateOnly Day) _asOf;
    long _lastRead;

    public Credential? Find(string dialect, string name) => _directory.Find(dialect, name);

    public IEnumerable<Credential> Of(Partner partner) => _directory.Of(partner.Id);

    public IEnumerable<Credential> In(string dialect) => _directory.In(dialect);

    public Credential? FindByKey(string dialect, string key) => _directory.FindByKey(dialect, key);

    /// <summary>Everybody's.</summary>
    public IEnumerable<Credential> Credentials => _directory.All;

    /// <summary>The credentials whose secret none of this host's master keys opens.</summary>
    public IReadOnlyList<string> Unopened => _directory.Unopened;

    /// <summary>When the database last told what has changed, as a time stamp of <see cref="Stopwatch"/>; 0 before the
    /// first time.</summary>
    public long LastRead => Volatile.Read(ref _lastRead);

    /// <summary>How old what this host knows may be.</summary>
    public TimeSpan Age => LastRead is 0 ? TimeSpan.MaxValue : Stopwatch.GetElapsedTime(LastRead);

    public IReadOnlyList<TokenKey> Known => _tokenKeys;

    public Task Look(CancellationToken cancel) => Refresh(cancel);

    public SandboxAccount? Find(BankAccount account) => _accounts.Find(account);

    /// <summary>Reads what has changed. When this returns, the host knows all that was committed before the
    /// call.</summary>
    public async Task Refresh(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            // What is committed before this is known when the reading is over; what comes later may not be.
            var began = Stopwatch.GetTimestamp();
            await using var connection = await database.OpenConnectionAsync(cancel);
            var change = await connection.QuerySingleAsync<long>(Changes);

            await budgets.Refresh(connection);

            // The day counts, too: what a partner owes becomes overdue without anybody writing anything.
            if (_asOf != (change, Today()))
            {
                await Read(connection);
                _asOf = (change, Today());
            }

            Volatile.Write(ref _lastRead, began);
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

        _tokenKeys = await TokenKeys.Read(connection, seals);
        _directory = await DirectoryReader.Read(connection, seals);
        if (_directory.Unopened.Count > 0)
            Log.Unopened(log, string.Join(", ", _directory.Unopened));
    }

    DateOnly Today() => BusinessDay.Of(clock.GetUtcNow());

    static partial class Log
    {
        [LoggerMessage(33, LogLevel.Warning, "The database could not be asked what has changed")]
        public static partial void Stale(ILogger log, Exception e);

        [LoggerMessage(35, LogLevel.Error,
            "No master key of this host opens the secrets of {Credentials}: their signatures are refused")]
        public static partial void Unopened(ILogger log, string credentials);
    }
}
