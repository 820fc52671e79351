using Npgsql;
using Periksa.Postgres;

namespace Periksa.Disbursements;

/// <summary>A disbursement that a notice is about.</summary>
/// <param name="IsHurried">Whether its bank is asked at once now.</param>
/// <param name="IsInHand">Whether a host is at it at this moment.</param>
/// <param name="IsRemarked">Whether it is known that its bank contradicts the end that it has here.</param>
readonly record struct NoticedPayout(Disbursement Disbursement, bool IsHurried, bool IsInHand, bool IsRemarked);

/// <summary>Disbursements by the orders that they were sent as.</summary>
public sealed class NoticedPayouts(NpgsqlDataSource database)
{
    static readonly string ToHurry = Sql.Read("Disbursements/noticed.sql")
        .Replace("%columns%", DisbursementRow.Columns, StringComparison.Ordinal);

    /// <summary>Has an open payout be due at once, whichever host takes it.</summary>
    /// <returns><c>null</c> where nobody was given any under that order.</returns>
    /// <exception cref="TimeoutException">The database did not say in time.</exception>
    internal Task<NoticedPayout?> Hurry(PayoutOrderId order, DateTimeOffset now) =>
        Patience.Within(Patience.Brief, () => HurryNow(order, now));

    async Task<NoticedPayout?> HurryNow(PayoutOrderId order, DateTimeOffset now)
    {
        await using var command = database.CreateCommand(ToHurry);
        command.Parameters.Add(new() { Value = order.Value });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        await using var rows = await command.ExecuteReaderAsync();
        return await rows.ReadAsync()
            ? new(DisbursementRow.Read(rows, first: 3), rows.GetBoolean(0), rows.GetBoolean(1), rows.GetBoolean(2))
            : null;
    }
}
