using Npgsql;
using NpgsqlTypes;

namespace Periksa.Bills;

/// <summary>A bill of the importing biller's, as its import compares rows with it.</summary>
/// <param name="ImportedAt">When a file brought it; <c>null</c> where none did.</param>
/// <param name="IsPayable">Whether it can be paid. Others are of an import of the very same file.</param>
sealed record Standing(
    string Hash,
    string VaNumber,
    BillType Type,
    string Name,
    Customer Customer,
    Money Total,
    string? Description,
    string? ExtDescription,
    DateTimeOffset? DueAt,
    DateTimeOffset? ValidUntil,
    string? InvoiceNumber,
    DateTimeOffset? ImportedAt,
    bool IsPayable)
{
    // One account after the other by its index, and each no further than it matters.
    const string On = """
        select b.hash, w.va_number, b.type, b.name, b.customer_name, b.customer_email, b.customer_phone,
               b.customer_address, b.total, b.description, b.ext_description, b.due_at, b.valid_until, b.invoice_number,
               b.imported_at, b.is_payable
        from unnest($1::text[]) as w (va_number)
        cross join lateral (
            select *, (type = 'open' or paid < total) and (valid_until is null or valid_until > $2) as is_payable
            from bills
            where va_number = w.va_number and voided_at is null
              and (((type = 'open' or paid < total) and (valid_until is null or valid_until > $2))
                   or imported_at = $5)
            limit $3) as b
        where b.biller = $4   -- outside, or the table's few billers are taken for the better index
        """;

    /// <summary>The biller's bills on these accounts, on each at most twice
    /// <see cref="BillLimits.PayableOnAccount"/>; another biller's are not shown, so that nobody who guesses its
    /// accounts learns whose they are.</summary>
    /// <param name="before">When the same file was imported before, however that was wished; of that import, what is
    /// paid is found, too.</param>
    public static async Task<ILookup<string, Standing>> Find(
        NpgsqlConnection connection, ImportOrder order, DateTimeOffset? before, string[] vaNumbers)
    {
        await using var command = new NpgsqlCommand(On, connection)
        {
            Parameters =
            {
                new() { Value = vaNumbers },
                new() { Value = order.At.UtcDateTime },
                new() { Value = 2 * BillLimits.PayableOnAccount },
                new() { Value = order.Biller },
                new() { Value = (object?)before?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };

        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<Standing>();
        while (await rows.ReadAsync())
            found.Add(Read(rows));

        return found.ToLookup(one => one.VaNumber, StringComparer.Ordinal);
    }

    /// <summary>True if a row of a file asks for this very bill.</summary>
    public bool IsSame(NewBill bill) =>
        (VaNumber, Type, Name, Customer, Total) == (bill.VaNumber, bill.Type, bill.Name, bill.Customer, bill.Total)
        && (Description, ExtDescription, InvoiceNumber) == (bill.Description, bill.ExtDescription, bill.InvoiceNumber)
        && (DueAt, ValidUntil) == (bill.DueAt, bill.ValidUntil);

    static Standing Read(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        BillRow.ReadType(row.GetString(2)),
        row.GetString(3),
        new(row.GetString(4), BillRow.Text(row, 5), BillRow.Text(row, 6), BillRow.Text(row, 7)),
        BillRow.MoneyIn(row, 8),
        BillRow.Text(row, 9),
        BillRow.Text(row, 10),
        BillRow.Moment(row, 11),
        BillRow.Moment(row, 12),
        BillRow.Text(row, 13),
        BillRow.Moment(row, 14),
        row.GetBoolean(15));
}
