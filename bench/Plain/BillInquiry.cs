using System.Globalization;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Periksa.Bench.Plain;

/// <summary>The third endpoint, which asks what a virtual account owes: check, write down who asked, look up,
/// reply.</summary>
static class BillInquiry
{
    const string Insert = """
        insert into bill_inquiries (day, at, channel, va_number, ref_id, terminal_id, transaction_at)
        values (@day, @at, 'bank-sandbox', @number, @reference, @terminal, @asked)
        """;

    const string Select = """
        select hash, va_number as VaNumber, type, name, customer_name as CustomerName, customer_email as CustomerEmail,
               customer_phone as CustomerPhone, customer_address as CustomerAddress, total, paid, description,
               ext_description as ExtDescription, due_at as DueAt, valid_until as ValidUntil,
               invoice_number as InvoiceNumber, created_at as CreatedAt, components::text as Components
        from bills
        where va_number = @number and voided_at is null and paid < total
              and (valid_until is null or valid_until > @at)
        """;

    static readonly JsonSerializerOptions Stored = new() { PropertyNameCaseInsensitive = true };

    public static async Task<BillReply> Ask(
        BillRequest request, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (request is not { VaNumber: { Length: 16 } number, RefId: { Length: > 0 } reference }
            || !number.All(char.IsAsciiDigit))
        {
            return Say("BILLER_INVALID_VA_NUMBER", "The VA number is not valid", now, []);
        }

        if (!DateTime.TryParseExact(
            request.TransactionDate, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var asked))
        {
            return Say("BILLER_INVALID_TRANSACTION", "The date is not valid", now, []);
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(Insert, new
        {
            day = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(7)).DateTime),
            at = now.UtcDateTime,
            number,
            reference,
            terminal = request.TerminalId,
            asked = new DateTimeOffset(asked, TimeSpan.FromHours(7)).UtcDateTime,
        });
        var found = await connection.QueryAsync<Bill>(Select, new { number, at = now.UtcDateTime });

        PlainBill[] bills = [.. found.Select(Write)];
        return bills.Length == 0
            ? Say("BILLER_BILL_NOT_FOUND", "There is no bill", now, bills)
            : Say("SUCCESS", "success", now, bills);
    }

    static BillReply Say(string rc, string message, DateTimeOffset now, PlainBill[] bills) =>
        new(rc, message, Write(now.UtcDateTime)!, bills);

    static PlainBill Write(Bill found) => new(
        found.Hash, found.VaNumber, found.Type, found.Name, found.CustomerName, found.CustomerEmail,
        found.CustomerPhone, found.CustomerAddress, found.Total / 100m, (found.Total - found.Paid) / 100m,
        found.Paid / 100m, found.Description, found.ExtDescription, found.InvoiceNumber, Write(found.DueAt),
        Write(found.ValidUntil), "active", Write(found.CreatedAt)!,
        [.. JsonSerializer.Deserialize<StoredComponent[]>(found.Components, Stored)!.Select(Write)]);

    static PlainComponent Write(StoredComponent one) => new(
        one.Id, one.Name, Text(one.Quantity), Text(one.Price / 100m), Text(one.Price * one.Quantity / 100m));

    static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    static string? Write(DateTime? moment) => moment is { } at
        ? new DateTimeOffset(at).ToOffset(TimeSpan.FromHours(7))
            .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        : null;

    sealed record StoredComponent(string Id, string Name, int Quantity, long Price);

    sealed class Bill
    {
        public required string Hash { get; init; }
        public required string VaNumber { get; init; }
        public required string Type { get; init; }
        public required string Name { get; init; }
        public required string CustomerName { get; init; }
        public string? CustomerEmail { get; init; }
        public string? CustomerPhone { get; init; }
        public string? CustomerAddress { get; init; }
        public long Total { get; init; }
        public long Paid { get; init; }
        public string? Description { get; init; }
        public string? ExtDescription { get; init; }
        public DateTime? DueAt { get; init; }
        public DateTime? ValidUntil { get; init; }
        public string? InvoiceNumber { get; init; }
        public DateTime CreatedAt { get; init; }
        public required string Components { get; init; }
    }
}
