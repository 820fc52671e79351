using Npgsql;
using Periksa.Postgres;

namespace Periksa.Disbursements;

/// <summary>Disbursements for whoever ends them by hand, in a transaction of his own.</summary>
/// <remarks>Its row among the open payouts is held until then. Hosts of any build leave it alone that long, and whoever
/// has taken it before can end it only afterwards: whether it can still end so is decided by one statement, which is
/// everybody's.</remarks>
static class HeldPayouts
{
    static readonly string Hold = Sql.Read("Disbursements/end-lock.sql");
    static readonly string Standing = Sql.Read("Disbursements/hold.sql");

    const string One = $"select {DisbursementRow.Columns} from disbursements d where d.id = $1";

    const string ToHurry = """
        update open_payouts set told_at = clock_timestamp(), due_at = least(due_at, $2)
        where id = $1 and claims > 0 and (told_at is null or told_at < clock_timestamp() - interval '1 second')
        """;

    /// <summary>The disbursement as it stands; <c>null</c> where there is none.</summary>
    public static async Task<Disbursement?> Find(NpgsqlConnection connection, DisbursementId id)
    {
        await using var command = Command(connection, One, id);
        await using var rows = await command.ExecuteReaderAsync();
        return await rows.ReadAsync() ? DisbursementRow.Read(rows) : null;
    }

    /// <summary>Holds an open payout until the transaction ends.</summary>
    /// <returns><c>null</c> where nothing is left to do about it.</returns>
    public static async Task<PayoutStanding?> Take(NpgsqlConnection connection, DisbursementId id, TimeSpan askFirstFor)
    {
        await using (var hold = new NpgsqlCommand(Hold, connection))
        {
            hold.Parameters.Add(new() { Value = new[] { id.Value } });
            await hold.ExecuteNonQueryAsync();
        }

        return await Read(connection, id, askFirstFor);   // as whoever held it before has left it
    }

    /// <summary>How an open payout stands, for whoever only looks.</summary>
    public static async Task<PayoutStanding?> Read(NpgsqlConnection connection, DisbursementId id, TimeSpan askFirstFor)
    {
        await using var command = Command(connection, Standing, id);
        command.Parameters.Add(new() { Value = askFirstFor });
        await using var rows = await command.ExecuteReaderAsync();
        return await rows.ReadAsync()
            ? new(
                Is(rows, 0), Is(rows, 1), Is(rows, 2),
                rows.IsDBNull(3) ? null : new(rows.GetDateTime(3), TimeSpan.Zero),
                new(rows.GetDateTime(4), TimeSpan.Zero),
                rows.GetInt32(5))
            : null;
    }

    /// <summary>Ends what is held, with its money and what its caller is told, as everybody does.</summary>
    /// <returns>Whether it could.</returns>
    public static Task<bool> End(NpgsqlConnection connection, Disbursement ended, string reason, Callback? callback) =>
        EndGroup.EndOne(connection, new(ended, reason, callback, Claim: null));

    /// <summary>Has the bank asked at once, by whichever host is free; once a second at most.</summary>
    public static async Task Hurry(NpgsqlDataSource database, DisbursementId id, DateTimeOffset now)
    {
        await using var connection = await database.OpenConnectionAsync();
        await Hurry(connection, id, now);
    }

    /// <inheritdoc cref="Hurry(NpgsqlDataSource, DisbursementId, DateTimeOffset)"/>
    public static async Task Hurry(NpgsqlConnection connection, DisbursementId id, DateTimeOffset now)
    {
        await using var command = Command(connection, ToHurry, id);
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        await command.ExecuteNonQueryAsync();
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string text, DisbursementId id)
    {
        var command = new NpgsqlCommand(text, connection);
        command.Parameters.Add(new() { Value = id.Value });
        return command;
    }

    static bool Is(NpgsqlDataReader rows, int column) => !rows.IsDBNull(column) && rows.GetBoolean(column);
}
