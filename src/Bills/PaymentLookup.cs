using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;

namespace Periksa.Bills;

/// <summary>Looks a biller's payment up by its request id or its reference.</summary>
static class PaymentLookup
{
    static readonly string Youngest = Sql.Read("Bills/payment-of.sql")
        .Replace("%payments%", PaymentRow.Columns, StringComparison.Ordinal)
        .Replace("%bills%", BillRow.Columns, StringComparison.Ordinal);

    const int AmountColumn = PaymentRow.Count + BillRow.Count;

    /// <param name="id"><c>null</c> for whichever was the last.</param>
    public static async Task<FoundPayment?> Find(
        NpgsqlDataSource reads, PartnerId biller, VaNumber vaNumber, Reference? id, CancellationToken cancel)
    {
        await using var connection = await reads.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(Youngest, connection)
        {
            Parameters =
            {
                new() { Value = vaNumber.Value },
                new() { Value = biller.Value },
                new() { Value = (object?)id?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };

        await using var rows = await command.ExecuteReaderAsync(cancel);
        var bills = new List<PaidBill>();
        var (amount, reference) = (Money.Zero, (string?)null);
        while (await rows.ReadAsync(cancel))
        {
            bills.Add(new(BillRow.Read(rows, PaymentRow.Count), PaymentRow.Read(rows)));
            amount = BillRow.MoneyIn(rows, AmountColumn);
            reference = BillRow.Text(rows, AmountColumn + 1);
        }

        return bills.Count == 0 ? null : new(bills[0].Payment.RefId, amount, reference, bills);
    }
}
