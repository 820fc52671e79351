using Npgsql;
using NpgsqlTypes;

namespace Periksa.Bills;

/// <summary>The bills that a payment request may be for.</summary>
static class BillsOfRequest
{
    const string Named = $"""
        select {BillRow.Columns} from bills b
        where b.va_number = $1 and b.voided_at is null and (b.invoice_number = any ($2) or b.hash = any ($2))
        order by b.id
        """;

    const string LockNamed = $"{Named} for update";

    const string AnyPaid = """
        select exists (
            select from bills
            where va_number = $1 and voided_at is null and type <> 'open' and paid >= total)
        """;

    /// <summary>The question for them, in the order in which every payment locks bills.</summary>
    public static NpgsqlBatchCommand Command(PaymentRequest request, bool isLocking)
    {
        if (request.Bills.Count == 0)
            return new(isLocking ? BillRow.LockUnpaid : BillRow.Unpaid) { Parameters = { Va(request) } };

        return new(isLocking ? LockNamed : Named)
        {
            Parameters =
            {
                Va(request),
                new NpgsqlParameter<string[]>
                {
                    TypedValue = [.. request.Bills], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                },
            },
        };
    }

    /// <summary>Locks them until the transaction ends, and decides which the request pays.</summary>
    public static async Task<(PaymentRefusal? Refusal, IReadOnlyList<Bill> Bills)> Decide(
        NpgsqlConnection connection, PaymentRequest request)
    {
        var (refusal, bills) = Requests.Decide(request, await Lock(connection, request));

        // One that was paid is no longer among those that can be, and comes before one that has expired.
        return refusal is PaymentRefusal.BillNotFound or PaymentRefusal.BillExpired
            && request.Bills.Count == 0
            && await HasPaid(connection, request)
                ? (PaymentRefusal.AlreadyPaid, [])
                : (refusal, bills);
    }

    static async Task<IReadOnlyList<Bill>> Lock(NpgsqlConnection connection, PaymentRequest request)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Command(request, isLocking: true) } };
        await using var rows = await batch.ExecuteReaderAsync();
        return await BillRow.ReadAll(rows);
    }

    static async Task<bool> HasPaid(NpgsqlConnection connection, PaymentRequest request)
    {
        await using var command = new NpgsqlCommand(AnyPaid, connection) { Parameters = { Va(request) } };
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    static NpgsqlParameter<string> Va(PaymentRequest request) => new() { TypedValue = request.VaNumber.Value };
}
