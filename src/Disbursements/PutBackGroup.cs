using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Disbursements;

/// <summary>A payout that its host gives back to the queue, until it is due again.</summary>
/// <param name="SentUntil">Until when it may have been sent, in the database's real time; <c>null</c> for now.</param>
/// <param name="IsAsked">Whether its bank was asked what became of it, and not sent it since.</param>
readonly record struct PutBack(
    OpenPayout Payout, DateTimeOffset At, DateTimeOffset DueAt, string Reason, DateTimeOffset? SentUntil, bool IsAsked);

/// <summary>Puts payouts back in groups: when a bank goes silent, hundreds have no word at the same moment.</summary>
/// <remarks>Done twice it does nothing twice: nobody asks before they are due, and a status is reached once.</remarks>
sealed class PutBackGroup(NpgsqlDataSource database)
{
    static readonly string Write = Sql.Read("Disbursements/put-back.sql");

    public async Task<IReadOnlyList<bool>> Do(Attempt<PutBack> attempt)
    {
        var all = attempt.Items;
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Locks.Limited(attempt.LockPatience));
        batch.BatchCommands.Add(Command(all));
        await batch.PrepareIfAllowed();
        await batch.ExecuteNonQueryAsync();
        return [.. all.Select(_ => true)];
    }

    static NpgsqlBatchCommand Command(IReadOnlyList<PutBack> all)
    {
        var command = new NpgsqlBatchCommand(Write);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, all, one => one.Payout.Disbursement.Id.Value);
        command.Parameters.AddArray(NpgsqlDbType.Integer, all, one => one.Payout.Claim);
        command.Parameters.AddArray(NpgsqlDbType.TimestampTz, all, one => one.At.UtcDateTime);
        command.Parameters.AddArray(NpgsqlDbType.TimestampTz, all, one => one.DueAt.UtcDateTime);
        command.Parameters.AddArray(NpgsqlDbType.Text, all, one => one.Reason);
        command.Parameters.AddArray(NpgsqlDbType.TimestampTz, all, one => one.SentUntil?.UtcDateTime);
        command.Parameters.Add(new() { Value = DisbursementStore.Lease });
        command.Parameters.AddArray(NpgsqlDbType.Boolean, all, one => one.IsAsked);
        return command;
    }
}
