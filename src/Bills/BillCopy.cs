using Npgsql;
using NpgsqlTypes;

namespace Periksa.Bills;

/// <summary>Copies bills into the table, thousands at a time.</summary>
static class BillCopy
{
    const string CopyIn = """
        copy bills (
            id, hash, biller, va_number, type, name, customer_name, customer_email, customer_phone, customer_address,
            total, description, ext_description, due_at, valid_until, invoice_number, created_at, components,
            imported_at)
        from stdin (format binary)
        """;

    /// <param name="at">When their file is imported.</param>
    public static async Task Write(
        NpgsqlConnection connection, IEnumerable<Bill> bills, DateTimeOffset at, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(CopyIn, CancellationToken.None);
        foreach (var bill in bills)
        {
            cancel.ThrowIfCancellationRequested();
            await copy.StartRowAsync(CancellationToken.None);
            await Write(copy, bill);
            await copy.WriteAsync(at.UtcDateTime, NpgsqlDbType.TimestampTz, CancellationToken.None);
        }

        await copy.CompleteAsync(CancellationToken.None);
    }

    static async Task Write(NpgsqlBinaryImporter copy, Bill bill)
    {
        await copy.WriteAsync(bill.Id.Value, NpgsqlDbType.Uuid);
        await copy.WriteAsync(bill.Hash.Value, NpgsqlDbType.Text);
        await copy.WriteAsync(bill.Biller.Value, NpgsqlDbType.Text);
        await copy.WriteAsync(bill.VaNumber.Value, NpgsqlDbType.Text);
        await copy.WriteAsync(BillRow.Write(bill.Type), NpgsqlDbType.Text);
        await copy.WriteAsync(bill.Name, NpgsqlDbType.Text);
        await copy.WriteAsync(bill.Customer.Name, NpgsqlDbType.Text);
        await WriteText(copy, bill.Customer.Email);
        await WriteText(copy, bill.Customer.Phone);
        await WriteText(copy, bill.Customer.Address);
        await copy.WriteAsync(bill.Total.Minor, NpgsqlDbType.Bigint);
        await WriteText(copy, bill.Description);
        await WriteText(copy, bill.ExtDescription);
        await WriteTime(copy, bill.DueAt);
        await WriteTime(copy, bill.ValidUntil);
        await WriteText(copy, bill.InvoiceNumber);
        await copy.WriteAsync(bill.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
        await copy.WriteAsync(BillRow.Write(bill.Components), NpgsqlDbType.Jsonb);
    }

    static Task WriteText(NpgsqlBinaryImporter copy, string? text) =>
        text is null ? copy.WriteNullAsync() : copy.WriteAsync(text, NpgsqlDbType.Text);

    static Task WriteTime(NpgsqlBinaryImporter copy, DateTimeOffset? time) =>
        time is null ? copy.WriteNullAsync() : copy.WriteAsync(time.Value.UtcDateTime, NpgsqlDbType.TimestampTz);
}
