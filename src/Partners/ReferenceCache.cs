using System.Data;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Partners.Misses;
using Periksa.Partners.Sealing;
using Periksa.Partners.Tokens;
using Periksa.Postgres;

namespace Periksa.Partners;

/// <summary>This host's copy of the reference data in the database, at most a second old: a few numbers, read twice a
/// second, tell what has changed anywhere, and only that is read anew.</summary>
/// <remarks>
/// Reading numbers works through connection poolers and survives reconnects; LISTEN does neither, and NOTIFY takes
/// a lock that all commits share.
/// </remarks>
public sealed partial class ReferenceCache : BackgroundService, ICredentials, ITokenKeys
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly SemaphoreSlim _turn = new(1);
    volatile Partners.Directory _directory = Partners.Directory.Empty;
    volatile IReadOnlyList<TokenKey> _tokenKeys = [];
    (ChangeStamp? Changes, DateOnly Day) _asOf;
    SealTally _secretsOpened;
    SealTally _tokenKeysOpened;
    long _lastRead;

    readonly NpgsqlDataSource _database;
    readonly MissBudgets _budgets;
    readonly MasterKeys _seals;
    readonly TimeProvider _clock;
    readonly ILogger _log;
    readonly UnreadableReport _report;
    readonly OutageLog? _outages;
    readonly ServedDialects? _served;
    readonly ICompanionCache? _companion;

    public ReferenceCache(
        [FromKeyedServices(Database.WatchKey)] NpgsqlDataSource database,
        MissBudgets budgets,
        MasterKeys seals,
        TimeProvider clock,
        ILogger<ReferenceCache> log,
        OutageLog? outages = null,
        ServedDialects? served = null,
        ICompanionCache? companion = null)
    {
        (_outages, _served, _companion) = (outages, served, companion);
        (_database, _budgets, _seals, _clock, _log) = (database, budgets, seals, clock, log);
        (_secretsOpened, _tokenKeysOpened) = (new(seals), new(seals));
        _report = new(log, () => _directory.Unreadable.Count, () => _secretsOpened.Shut + _tokenKeysOpened.Shut);
    }

    // Former secrets end at their moment, whether or not the database can be asked then.
    public Credential? Find(DialectName dialect, CredentialName name) =>
        _directory.Find(dialect, name)?.AsOf(_clock.GetUtcNow());

    public IEnumerable<Credential> Of(Partner partner) => AsOfNow(_directory.Of(partner.Id));

    public IEnumerable<Credential> In(DialectName dialect) => AsOfNow(_directory.In(dialect));

    public Credential? FindByKey(DialectName dialect, string key) =>
        _directory.FindByKey(dialect, key)?.AsOf(_clock.GetUtcNow()) is { } found && found.HasApiKey(key)
            ? found
            : null;

    public bool IsCalledBack(DialectName dialect, CredentialName name) => _directory.IsCalledBack(dialect, name);

    public CredentialName? CalledBack(DialectName dialect, PartnerId partner) =>
        _directory.CalledBack(dialect, partner);

    /// <summary>Everybody's.</summary>
    public IEnumerable<Credential> Credentials => _directory.All;

    /// <summary>The credentials that are refused because a row of theirs is no good.</summary>
    public IReadOnlyList<UnreadableCredential> Unreadable => _directory.Unreadable;

    /// <summary>True if it is the master key that is wrong, and not this or that secret.</summary>
    public bool IsMasterKeyWrong => SealTally.IsKeyWrong(_secretsOpened, _tokenKeysOpened);

    /// <summary>When the database last told what has changed, as a time stamp of <see cref="Stopwatch"/>; 0 before the
    /// first time.</summary>
    public long LastRead => Volatile.Read(ref _lastRead);

    /// <summary>The greatest age that this host's copy may have.</summary>
    public TimeSpan Age => LastRead is 0 ? TimeSpan.MaxValue : Stopwatch.GetElapsedTime(LastRead);

    public IReadOnlyList<TokenKey> Known => _tokenKeys;

    public Task Look(CancellationToken cancel) => Refresh(cancel);

    /// <summary>Reads what has changed. When this returns, the host knows all that was committed before the
    /// call.</summary>
    public async Task Refresh(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            // What is committed before this is known when the reading is over; what comes later may not be.
            var began = Stopwatch.GetTimestamp();
            await using var connection = await _database.OpenConnectionAsync(cancel);
            var changes = await ChangeStamp.Read(connection);

            await _budgets.Refresh(connection);

            // The day counts, too: what a partner owes becomes overdue without anybody writing anything.
            var changed = changes.Since(_asOf.Changes) | (_asOf.Day == Today() ? Changed.None : Changed.Owed);
            if (changed is not Changed.None)
                _asOf = (changes, await Read(connection, changed));

            Volatile.Write(ref _lastRead, began);
            _outages?.Answered(Stopwatch.GetTimestamp());
            _report.Say(Unreadable, began);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        _report.Dispose();
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
                // Whatever it was: a host with an old memory is better than none, and readiness sees its age.
                Log.Stale(_log, e);
            }
        }
    }

    // Returns the day for which it is read: what the sandbox's clock says moves with what is read here.
    async Task<DateOnly> Read(NpgsqlConnection connection, Changed changed)
    {
        // One snapshot: a partner and its credential that come while this reads are both seen, or neither.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);

        if (changed.HasFlag(Changed.Sandbox) && _companion is not null)
            await _companion.Read(connection);

        if (changed.HasFlag(Changed.TokenKeys))
        {
            _tokenKeysOpened = new(_seals);
            _tokenKeys = await TokenKeys.Read(connection, _tokenKeysOpened);
        }

        var directory = _directory;
        if (changed.HasFlag(Changed.Partners))
        {
            _secretsOpened = new(_seals);
            directory = await DirectoryReader.Read(connection, _secretsOpened, _served);
        }

        var day = Today();
        if ((changed & (Changed.Partners | Changed.Owed)) is not Changed.None || day != _asOf.Day)
            directory.Owe(await Owed.Read(connection, day));

        _directory = directory;
        return day;
    }

    IEnumerable<Credential> AsOfNow(IEnumerable<Credential> credentials)
    {
        var now = _clock.GetUtcNow();
        return credentials.Select(credential => credential.AsOf(now));
    }

    DateOnly Today() => BusinessDay.Of(_clock.GetUtcNow());

    static partial class Log
    {
        [LoggerMessage(33, LogLevel.Warning, "The database could not be asked what has changed")]
        public static partial void Stale(ILogger log, Exception e);
    }
}
