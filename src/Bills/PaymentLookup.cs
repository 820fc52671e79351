using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Bills;

/// <summary>Looks a biller's payment up, and uses up the key that it is asked with, in one transaction.</summary>
sealed class PaymentLookup(NpgsqlDataSource database)
{
    static readonly string Youngest = Sql.Read("Bills/status.sql")
        .Replace("%payments%", PaymentRow.Columns, StringComparison.Ordinal)
        .Replace("%bills%", BillRow.Columns, StringComparison.Ordinal);

    const int AmountColumn = PaymentRow.Count + BillRow.Count;

    /// <param name="id">What the key is to hold, the same each time that it is tried.</param>
    public async Task<StatusEntry> Find(PaymentQuestion question, Guid id, TimeSpan lockPatience)
    {
        try
        {
            return await FindOnce(question, id, lockPatience);
        }
        catch (PostgresException e) when (e.SqlState == Days.MissingPartition)
        {
            await Days.Make(database, question.Keys.Day, question.Keys.Day);
            return await FindOnce(question, id, lockPatience);
        }
    }

    async Task<StatusEntry> FindOnce(PaymentQuestion question, Guid id, TimeSpan lockPatience)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Locks.LimitIn(connection, lockPatience);

        // One that this very question holds was taken by an earlier try, whose word was lost.
        if (await DayKeys.Take(connection, question.Keys, id) is { } holder && holder != id)
            return new(IsKeyUsed: true);

        var found = await Read(connection, question);
        await Replication.CommitSeen(transaction);
        return new(IsKeyUsed: false, found);
    }

    static async Task<FoundPayment?> Read(NpgsqlConnection connection, PaymentQuestion question)
    {
        await using var command = new NpgsqlCommand(Youngest, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = question.VaNumber },
                new NpgsqlParameter<string> { TypedValue = question.Biller },
                new() { Value = (object?)question.RequestId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        await using var rows = await command.ExecuteReaderAsync();
        var bills = new List<PaidBill>();
        var (amount, reference) = (Money.Zero, (string?)null);
        while (await rows.ReadAsync())
        {
            bills.Add(new(BillRow.Read(rows, PaymentRow.Count), PaymentRow.Read(rows)));
            amount = BillRow.MoneyIn(rows, AmountColumn);
            reference = BillRow.Text(rows, AmountColumn + 1);
        }

        return bills.Count == 0 ? null : new(bills[0].Payment.RefId, amount, reference, bills);
    }
}
