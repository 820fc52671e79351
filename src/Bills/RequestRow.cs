using Npgsql;
using NpgsqlTypes;

namespace Periksa.Bills;

/// <summary>A decided payment request as a row of the table.</summary>
static class RequestRow
{
    const string One = """
        select id, channel, external_id, va_number, amount, currency, bills, outcome from payment_requests
        where request_id = $1 and bank = $2
        """;

    const string Insert = """
        insert into payment_requests (
            request_id, bank, channel, id, day, external_id, va_number, amount, currency, bills, bank_reference,
            outcome, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    // Every currency is sent with two decimals.
    const int Decimals = 2;

    const string Paid = "paid";

    static readonly (PaymentRefusal Refusal, string Word)[] Words =
    [
        (PaymentRefusal.BillNotFound, "not_found"),
        (PaymentRefusal.AlreadyPaid, "already_paid"),
        (PaymentRefusal.BillExpired, "expired"),
        (PaymentRefusal.AmountDoesNotFit, "does_not_fit"),
    ];

    /// <summary>The one that has the same id; <c>null</c> for none.</summary>
    public static async Task<EarlierRequest?> Find(NpgsqlConnection connection, PaymentRequest request)
    {
        await using var command = new NpgsqlCommand(One, connection)
        {
            Parameters = { In(request.RequestId.Value), In(request.Bank.Value) },
        };
        await using var row = await command.ExecuteReaderAsync();
        if (!await row.ReadAsync())
            return null;

        return new(
            row.GetGuid(0),
            new(row.GetString(3)),
            new(row.GetInt64(4), ReadCurrency(row.GetString(5))),
            row.GetFieldValue<string[]>(6),
            ReadRefusal(row.GetString(7)))
        {
            Key = (row.GetString(1), row.GetString(2)),
        };
    }

    /// <param name="refusal"><c>null</c> when it is paid.</param>
    public static async Task Write(
        NpgsqlConnection connection, PaymentRequest request, Guid id, PaymentRefusal? refusal)
    {
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                In(request.RequestId.Value),
                In(request.Bank.Value),
                In(request.Channel.Value),
                In(id),
                In(request.Keys.Day),
                In(request.Keys.DayKey),
                In(request.VaNumber.Value),
                In(request.Amount.Minor),
                In(request.Amount.Currency.Code),
                In(Requests.Sorted(request.Bills).ToArray()),
                new() { Value = (object?)request.BankReference ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                In(refusal is { } why ? Array.Find(Words, one => one.Refusal == why).Word : Paid),
                In(request.At.UtcDateTime),
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    static Currency ReadCurrency(string code) => code == Currency.Idr.Code ? Currency.Idr : new(code, Decimals);

    static PaymentRefusal? ReadRefusal(string word) =>
        word is Paid ? null : Words.Single(one => one.Word == word).Refusal;

    static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };
}
