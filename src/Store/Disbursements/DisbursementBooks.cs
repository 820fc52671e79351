using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Store.Groups;

namespace Periksa.Store.Disbursements;

/// <summary>Disbursements in PostgreSQL: debited, found and ended in groups, each group in one
/// transaction.</summary>
public sealed class DisbursementBooks : IHostedService, IDisbursementBooks
{
    /// <summary>How long a payout is its taker's. When it has run out, another host asks the bank.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    // Half a second's work: more would only make everybody late.
    const int QueueLimit = 4096;

    // An account's transfers go through one worker: two would only wait for each other's lock.
    static readonly GroupLimits Writing = new(Workers: 4, GroupLimit: 512, QueueLimit, TimeSpan.FromSeconds(10));

    // Whoever asks where a disbursement is does not wait as long as one who has sent money.
    static readonly GroupLimits Reading = new(Workers: 2, GroupLimit: 64, QueueLimit, TimeSpan.FromSeconds(2));

    static readonly string ToTake = Sql.Read("Disbursements/take.sql")
        .Replace("%columns%", DisbursementRow.Columns, StringComparison.Ordinal);

    readonly NpgsqlDataSource _database;
    readonly Groups<Disbursement, DebitEntry> _debits;
    readonly Groups<Ending, bool> _endings;
    readonly Groups<PutBack, bool> _putBacks;
    readonly Groups<(string Account, string Reference), Disbursement?> _findings;

    readonly Underway<(string Account, string Reference)> _debiting = new();

    public DisbursementBooks(NpgsqlDataSource database, ILogger<DisbursementBooks> log)
    {
        _database = database;
        _debits = new(Writing, new DebitGroup(database).Do, log);
        _endings = new(Writing, new EndGroup(database).Do, log);
        _putBacks = new(Writing, new PutBackGroup(database).Do, log);
        _findings = new(Reading, new FindGroup(database).Do, log);
    }

    public Task<DebitEntry> Debit(Disbursement wanted, CancellationToken gone = default) =>
        _debiting.Watch((wanted.Account, wanted.Reference), _debits.Hand(wanted, LaneOf(wanted), gone));

    public async Task<Disbursement?> Find(string account, string reference)
    {
        await _debiting.End((account, reference));
        return await _findings.Hand((account, reference), LaneOf(reference));
    }

    public async Task<IReadOnlyList<OpenPayout>> Take(PayoutRoom room, DateTimeOffset now)
    {
        await using var command = _database.CreateCommand(ToTake);
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = room.ToSend });
        command.Parameters.Add(new() { Value = room.ToAsk });
        command.Parameters.Add(new() { Value = room.FullBanks.ToArray() });
        command.Parameters.Add(new() { Value = Lease });

        var taken = new List<OpenPayout>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var claims = rows.GetInt32(0);
            var disbursement = DisbursementRow.Read(rows, first: 2) with { Status = Statuses.Read(rows.GetString(1)) };
            taken.Add(new(disbursement, MayHaveBeenSent: claims > 0, Claim: claims + 1));
        }

        return taken;
    }

    public Task PutBack(OpenPayout payout, DateTimeOffset now, DateTimeOffset dueAt, string reason) =>
        _putBacks.Hand(new(payout, now, dueAt, reason), LaneOf(payout.Disbursement));

    public Task<bool> End(Disbursement ended, string reason, Callback? callback) =>
        _endings.Hand(new(ended, reason, callback), LaneOf(ended));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _debits.Start();
        _endings.Start();
        _putBacks.Start();
        _findings.Start();
        return Task.CompletedTask;
    }

    /// <summary>Does what is queued, then stops. The web server has stopped before, so nothing new comes
    /// in.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_debits.Stop(), _endings.Stop(), _putBacks.Stop(), _findings.Stop());

    static int LaneOf(Disbursement disbursement) => LaneOf(disbursement.Account);

    static int LaneOf(string text) => text.GetHashCode(StringComparison.Ordinal);
}
