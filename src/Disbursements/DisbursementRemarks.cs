using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Groups;
using Periksa.Telemetry;

namespace Periksa.Disbursements;

/// <summary>What banks said of disbursements against the ends that they had had, and what operators did about it.
/// Both are facts, and neither moves money.</summary>
public sealed partial class DisbursementRemarks(NpgsqlDataSource database)
{
    // What is said again is no news until somebody has dealt with it.
    const string Insert = """
        insert into disbursement_remarks (disbursement, status, is_paid, reason, at)
        select @id, @status, @isPaid, @reason, @at
        where not exists (
            select from disbursement_remarks r
            where r.disbursement = @id and r.status = @status and r.is_paid = @isPaid
              and not exists (select from disbursement_remark_ends e where e.remark = r.id))
        """;

    const string End = """
        insert into disbursement_remark_ends (remark, at, reason, made_by)
        select id, clock_timestamp(), @reason, @by from disbursement_remarks where id = @id
        on conflict do nothing
        """;

    const string LastStep = """
        select d.status, s.reason
        from disbursements d join disbursement_steps s on s.disbursement = d.id and s.status = d.status
        where d.id = @id
        """;

    // One whose disbursement has gone on since is dealt with: it was refunded.
    const string Open = """
        select r.id, r.disbursement, d.account, d.reference, d.connector, r.status, r.is_paid as IsPaid, r.reason,
               d.net + d.fee as Gross, r.at
        from disbursement_remarks r
        join disbursements d on d.id = r.disbursement and d.status = r.status
        where not exists (select from disbursement_remark_ends e where e.remark = r.id)
        order by r.id
        """;

    /// <summary>Keeps what a bank says, once for what the disbursement is here.</summary>
    /// <returns>Whether it is news.</returns>
    internal async Task<bool> Add(Disbursement ended, bool isPaid, string reason, DateTimeOffset now)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Locks.Take(connection, "remark", $"{ended.Id.Value}", Patience.Brief);
        var added = await connection.ExecuteAsync(Insert, new
        {
            id = ended.Id.Value,
            status = Statuses.Write(ended.Status),
            isPaid,
            reason,
            at = now.UtcDateTime,
        });
        await transaction.CommitAsync();
        return added > 0;
    }

    /// <summary>Keeps what a bank says against an end that has come meanwhile, with an alarm where it is
    /// news.</summary>
    /// <param name="heard">How it would have ended by the bank's word.</param>
    internal async Task Compare(Disbursement heard, string reason, DateTimeOffset now, ILogger log)
    {
        var isPaid = !heard.Status.IsGivenBack();
        (string Status, string Reason)? end;
        await using (var connection = await database.OpenConnectionAsync())
        {
            end = await connection.QuerySingleOrDefaultAsync<(string, string)?>(LastStep, new { id = heard.Id.Value });
        }

        // A no that is late is about an order that another host may have sent again since, but for an operator's end.
        if (end is not { } stands || (!isPaid && !stands.Reason.StartsWith(HandEnds.Sign, StringComparison.Ordinal)))
            return;

        var ended = heard with { Status = Statuses.Read(stands.Status) };
        if (ended.Status.IsContradictedBy(isPaid))
            await Keep(ended, isPaid, reason, now, log);
    }

    /// <summary>Keeps what a bank says, with an alarm where it is news.</summary>
    internal async Task Keep(Disbursement ended, bool isPaid, string reason, DateTimeOffset now, ILogger log)
    {
        if (!await Add(ended, isPaid, reason, now))
            return;

        Metrics.CountRemark(ended, isPaid);
        Log.Contradicted(log, ended.Id, ended.Status, ended.Connector, reason);
    }

    /// <summary>Those that nobody has dealt with, oldest first.</summary>
    public async Task<IReadOnlyList<OpenRemark>> List(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<OpenRemark>(new CommandDefinition(Open, cancellationToken: cancel))];
    }

    /// <summary>Says that somebody has dealt with a remark.</summary>
    /// <returns>False where there is none of this id, or somebody was quicker.</returns>
    public async Task<bool> Settle(long id, string reason, string by)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await Settle(connection, id, reason, by);
    }

    /// <summary>The same in somebody else's transaction.</summary>
    internal static async Task<bool> Settle(NpgsqlConnection connection, long id, string reason, string by) =>
        await connection.ExecuteAsync(End, new { id, reason, by }) > 0;

    static partial class Log
    {
        [LoggerMessage(183, LogLevel.Error,
            "Disbursement {Id} is {Status} here, and {Connector} says now: {Reason}. No money was moved: see periksa "
            + "remark list")]
        public static partial void Contradicted(
            ILogger log, DisbursementId id, DisbursementStatus status, ConnectorName? connector, string reason);
    }
}

/// <summary>A remark that nobody has dealt with.</summary>
public sealed class OpenRemark
{
    public long Id { get; init; }
    public Guid Disbursement { get; init; }
    public required string Account { get; init; }
    public required string Reference { get; init; }
    public string? Connector { get; init; }

    /// <summary>How the disbursement stands here, in two digits.</summary>
    public required string Status { get; init; }

    /// <summary>Whether its bank says that it has paid.</summary>
    public bool IsPaid { get; init; }
    public required string Reason { get; init; }

    /// <summary>What the account was debited, in sen.</summary>
    public long Gross { get; init; }
    public DateTime At { get; init; }
}
