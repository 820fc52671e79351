using System.Data.Common;
using Dapper;
using Npgsql;

namespace Periksa.Bills;

/// <summary>A payment as a row of the table.</summary>
static class PaymentRow
{
    /// <summary>The columns of the table <c>p</c> that <see cref="Read"/> reads.</summary>
    public const string Columns = """
        p.id, p.bill, p.channel, p.ref_id, p.amount, p.terminal_id, p.transaction_at, p.customer_name, p.paid_after,
        p.at, p.reversed_at
        """;

    /// <summary>The number of these columns.</summary>
    public const int Count = 11;

    const string InsertRequested = """
        insert into bill_payments (
            id, bill, channel, ref_id, amount, terminal_id, transaction_at, customer_name, paid_after, at, biller,
            request)
        values (@Id, @bill, @Channel, @RefId, @amount, @TerminalId, @transactionAt, @CustomerName, @paidAfter, @at,
                @biller, @request)
        returning 1
        """;

    const string Insert = """
        insert into bill_payments (
            id, bill, channel, ref_id, amount, terminal_id, transaction_at, customer_name, paid_after, at, biller)
        values (@Id, @bill, @Channel, @RefId, @amount, @TerminalId, @transactionAt, @CustomerName, @paidAfter, @at,
                @biller)
        on conflict do nothing returning 1
        """;

    /// <param name="first">Where in the row the columns begin.</param>
    public static BillPayment Read(DbDataReader row, int first = 0) => new(
        row.GetGuid(first),
        new(row.GetGuid(first + 1)),
        new(row.GetString(first + 2)),
        new(row.GetString(first + 3)),
        BillRow.MoneyIn(row, first + 4),
        BillRow.Text(row, first + 5),
        BillRow.Moment(row, first + 6)!.Value,
        BillRow.Text(row, first + 7),
        BillRow.MoneyIn(row, first + 8),
        BillRow.Moment(row, first + 9)!.Value)
    {
        ReversedAt = BillRow.Moment(row, first + 10),
    };

    public static async Task<IReadOnlyList<BillPayment>> ReadAll(DbDataReader rows)
    {
        var payments = new List<BillPayment>();
        while (await rows.ReadAsync())
            payments.Add(Read(rows));

        return payments;
    }

    /// <returns>False where its reference is used already.</returns>
    /// <param name="request">The request that it belongs to; <c>null</c> where its reference names it.</param>
    public static async Task<bool> Write(
        NpgsqlConnection connection, BillEvent paid, Guid? request = null) =>
        await connection.QuerySingleOrDefaultAsync<int?>(
            request is null ? Insert : InsertRequested, Row(paid.Payment, paid.Bill.Biller, request)) is not null;

    static object Row(BillPayment payment, PartnerId biller, Guid? request) => new
    {
        payment.Id,
        bill = payment.Bill.Value,
        Channel = payment.Channel.Value,
        RefId = payment.RefId.Value,
        amount = payment.Amount.Minor,
        payment.TerminalId,
        transactionAt = payment.TransactionAt.UtcDateTime,
        payment.CustomerName,
        paidAfter = payment.PaidAfter.Minor,
        at = payment.At.UtcDateTime,
        biller = biller.Value,
        request,
    };
}
