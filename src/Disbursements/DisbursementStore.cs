using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Partners.Misses;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Disbursements;

/// <summary>Disbursements in PostgreSQL: debited, found and ended in groups, each group in one
/// transaction.</summary>
public sealed class DisbursementStore : IHostedService, IDisbursementStore
{
    /// <summary>For how long after a restore every payout is asked about before it is sent.</summary>
    public static readonly TimeSpan AskFirstUsually = TimeSpan.FromHours(48);

    public TimeSpan AskFirstFor { get; init; } = AskFirstUsually;

    /// <summary>The time for which a payout belongs to the host that took it; when it has run out, another host asks
    /// the bank.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    // Half a second's work: more would only make everybody late.
    const int QueueLimit = 4096;

    const int GroupLimit = 512;

    // Whoever asks where a disbursement is does not wait as long as one who has sent money.
    const int ReadLimit = 64;
    static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(2);

    // What is under way here is waited for first, and together it is no longer than usual.
    static readonly TimeSpan EndPatience = Patience.Usual - ReadPatience;

    static readonly string ToTake = Sql.Read("Disbursements/take.sql")
        .Replace("%columns%", DisbursementRow.Columns, StringComparison.Ordinal);

    readonly NpgsqlDataSource _database;
    readonly NpgsqlDataSource _reads;
    readonly GroupCommit<Wish, DebitEntry> _debits;
    readonly GroupCommit<Ending, bool> _endings;
    readonly GroupCommit<PutBack, bool> _putBacks;
    readonly GroupCommit<(PayingAccountId Account, Reference Reference), Disbursement?> _findings;
    readonly GroupCommit<TransferName, Disbursement?> _namedFindings;

    readonly InFlight<(PayingAccountId Account, Reference Reference)> _debiting = new();
    readonly InFlight<(string Caller, string Key)> _keyed = new();
    readonly AwaitedEnds _awaited;

    public DisbursementStore(
        NpgsqlDataSource database,
        [FromKeyedServices(Database.ReadsKey)] NpgsqlDataSource reads,
        ILogger<DisbursementStore> log,
        SpareConnections? connections = null,
        MissBudgets? budgets = null)
    {
        (_database, _reads, _awaited) = (database, reads, new(log));

        // An account's transfers go through one lane: two would only wait for each other's lock.
        _debits = new(
            new(Lanes: 4, GroupLimit, QueueLimit, Patience.Usual, wish => wish.Wanted.Account),
            new DebitGroup(database, budgets).Do, log, connections);
        _endings = new(
            new(Lanes: 2, GroupLimit, QueueLimit, Patience.Usual, ending => ending.Ended.Account),
            new EndGroup(database, budgets).Do, log, connections);
        _putBacks = new(
            new(Lanes: 2, GroupLimit, QueueLimit, Patience.Usual, back => back.Payout.Disbursement.Account),
            new PutBackGroup(database).Do, log, connections);
        _findings = new(
            new(Lanes: 2, ReadLimit, QueueLimit, ReadPatience, wanted => wanted.Reference),
            new FindGroup<(PayingAccountId, Reference)>(reads, database, OfAccounts.Find, OfAccounts.Hold).Do,
            log,
            connections);
        _namedFindings = new(
            new(Lanes: 2, ReadLimit, QueueLimit, ReadPatience, wanted => wanted.Asking.Partner.Id),
            new FindGroup<TransferName>(reads, database, OfPartners.Find, OfPartners.Hold).Do, log, connections);
    }

    public Task<DebitEntry> Debit(
        Disbursement wanted,
        TransferMisses? misses = null,
        bool isAwaited = false,
        CancellationToken gone = default)
    {
        var work = _debits.Enqueue(new(wanted, misses, isAwaited), gone: gone);
        if (wanted.Keys is { } keys)
            _keyed.Watch((keys.Caller, keys.DayKey), work);

        return _debiting.Watch((wanted.Account, wanted.Reference), work);
    }

    public Task<Disbursement> Await(Disbursement debited, TimeSpan patience) =>
        _awaited.Await(debited, patience, () => _findings.Enqueue((debited.Account, debited.Reference)));

    public async Task<Disbursement?> Find(PayingAccountId account, Reference reference)
    {
        await _debiting.End((account, reference), EndPatience);
        return await _findings.Enqueue((account, reference));
    }

    public async Task<Disbursement?> Find(TransferName name)
    {
        await Task.WhenAll(UnderWay(name));
        return await _namedFindings.Enqueue(name);
    }

    public Task<PayingAccount?> FindAccount(PayingAccountId account) =>
        Patience.Within(ReadPatience, () => PayingAccounts.Find(_reads, account));

    IEnumerable<Task> UnderWay(TransferName name)
    {
        if (name.Key is { } key)
            return [_keyed.End((name.Asking.Caller, key), EndPatience)];

        return name.Reference is { } reference
            ? name.Asking.PayingAccounts.Select(account => _debiting.End((account, new(reference)), EndPatience))
            : [];   // whoever knows our name for it has heard that it is debited
    }

    public Task<IReadOnlyList<OpenPayout>> Take(PayoutRoom room, DateTimeOffset now) =>
        Primary.Await(() => TakeNow(room, now));

    async Task<IReadOnlyList<OpenPayout>> TakeNow(PayoutRoom room, DateTimeOffset now)
    {
        await using var command = _database.CreateCommand(ToTake);
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = room.ToSend });
        command.Parameters.Add(new() { Value = room.ToAsk });
        command.Parameters.Add(new() { Value = room.FullBanks.ToArray() });
        command.Parameters.Add(new() { Value = Lease });
        command.Parameters.Add(new() { Value = AskFirstFor });
        command.Parameters.Add(new() { Value = room.Connectors.ToArray() });
        command.Parameters.Add(new() { Value = room.FullConnectors.ToArray() });

        var taken = new List<OpenPayout>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var claims = rows.GetInt32(0);
            var disbursement = DisbursementRow.Read(rows, first: 5) with { Status = Statuses.Read(rows.GetString(2)) };
            taken.Add(new(disbursement, MayHaveBeenSent: rows.GetBoolean(1), Claim: claims + 1)
            {
                SentUntil = rows.IsDBNull(3) ? null : new(rows.GetDateTime(3), TimeSpan.Zero),
                SinceSent = rows.IsDBNull(4) ? null : rows.GetTimeSpan(4),
            });
        }

        return taken;
    }

    public Task PutBack(
        OpenPayout payout, DateTimeOffset now, DateTimeOffset dueAt, string reason, DateTimeOffset? sentUntil,
        bool isAsked = false) =>
        _putBacks.Enqueue(new(payout, now, dueAt, reason, sentUntil, isAsked));

    public async Task<bool> End(Disbursement ended, string reason, Callback? callback, int? claim = null)
    {
        var hasEnded = await _endings.Enqueue(new(ended, reason, callback, claim));
        if (hasEnded)
            _awaited.Tell(ended);

        return hasEnded;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _debits.Start();
        _endings.Start();
        _putBacks.Start();
        _findings.Start();
        _namedFindings.Start();
        return Task.CompletedTask;
    }

    /// <summary>Does what is queued, then stops. The web server has stopped before, so nothing new comes
    /// in.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_debits.Stop(), _endings.Stop(), _putBacks.Stop(), _findings.Stop(), _namedFindings.Stop());
}
