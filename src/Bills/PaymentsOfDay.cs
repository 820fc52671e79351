using Npgsql;
using Periksa.Postgres;

namespace Periksa.Bills;

/// <summary>The payments made to a biller or taken back from it on a day, read page by page.</summary>
static class PaymentsOfDay
{
    static readonly string Page = Sql.Read("Bills/payments-of-day.sql")
        .Replace("%columns%", PaymentRow.Columns, StringComparison.Ordinal);

    public static async Task<PaymentWalk> Read(
        NpgsqlDataSource reads, PartnerId biller, PaymentFilter filter, CancellationToken cancel)
    {
        var begin = BusinessDay.At(filter.Day, TimeOnly.MinValue);
        var after = filter.After ?? new(begin, Guid.Empty);
        await using var connection = await reads.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(Page, connection)
        {
            Parameters =
            {
                new() { Value = biller.Value },
                new() { Value = begin.UtcDateTime },
                new() { Value = begin.AddDays(1).UtcDateTime },
                new() { Value = after.At.UtcDateTime },
                new() { Value = after.Id },
                new() { Value = filter.Limit + 1 },   // one more tells whether it goes on
            },
        };

        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<(PaymentPlace Place, BilledPayment Payment)>();
        while (await rows.ReadAsync(cancel))
        {
            var payment = PaymentRow.Read(rows, first: 1);
            found.Add((
                new(BillRow.Moment(rows, 0)!.Value, payment.Id),
                new(payment, new(rows.GetString(PaymentRow.Count + 1)), new(rows.GetString(PaymentRow.Count + 2)))));
        }

        return new(
            [.. found.Take(filter.Limit).Select(one => one.Payment)],
            found.Count > filter.Limit ? found[filter.Limit - 1].Place : null);
    }
}
