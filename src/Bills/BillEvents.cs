using Dapper;
using Npgsql;

namespace Periksa.Bills;

/// <summary>A change in the amount paid on a bill: it is written to the bill, and its biller is told.</summary>
/// <remarks>Its row is locked by then, so a bill's events are numbered without a gap, and their messages have their ids
/// in the order of the events, on any number of hosts. What nobody is told is not counted.</remarks>
static class BillEvents
{
    const string Change = """
        with endpoint as (
            select from callback_endpoints where dialect = @dialect and credential = @credential
        )
        update bills
        set paid = @paid, events = events + (select count(*)::int from endpoint)
        where id = @bill
        returning case when exists (select from endpoint) then events end
        """;

    // Due at once, though this host's clock be ahead: whatever else happens to the bill waits for it.
    const string Tell = """
        insert into callback_messages (dialect, credential, subject, ordering_key, body, created_at, due_at)
        values (@dialect, @credential, @payment, @bill, @body, @at, least(@at, clock_now()))
        """;

    /// <param name="bill">As it is from now on.</param>
    /// <param name="payment">What was paid, or taken back where it says so.</param>
    /// <param name="subscriber">Who is told; <c>null</c> for nobody.</param>
    public static async Task Write(
        NpgsqlConnection connection, Bill bill, BillPayment payment, BillSubscriber? subscriber)
    {
        var (dialect, credential) = (subscriber?.Dialect, subscriber?.Credential);
        var sequence = await connection.QuerySingleAsync<int?>(
            Change, new { bill = bill.Id.Value, paid = bill.Paid.Minor, dialect, credential });

        if (subscriber is null || sequence is not { } told)
            return;

        await connection.ExecuteAsync(Tell, new
        {
            dialect,
            credential,
            payment = payment.Id,
            bill = bill.Id.Value,
            body = subscriber.Write(bill, payment, told).ToArray(),
            at = (payment.ReversedAt ?? payment.At).UtcDateTime,
        });
    }
}
