using Dapper;
using Npgsql;

namespace Periksa.Bills;

/// <summary>A change in the amount paid on a bill: it is written to the bill, and its biller is told.</summary>
/// <remarks>Its row is locked by then, so a bill's events are numbered without a gap, and their messages have their ids
/// in the order of the events, on any number of hosts. What nobody is told is not counted.</remarks>
static class BillEvents
{
    const string Change = "update bills set paid = @paid where id = @bill";

    // Due at once, though this host's clock be ahead: whatever else happens to the bill waits for it.
    const string ChangeAndTell = """
        with endpoint as (
            select from callback_endpoints where dialect = @Dialect and credential = @Credential
        ),
        changed as (
            update bills set paid = @paid, events = events + (select count(*)::int from endpoint) where id = @bill
        )
        insert into callback_messages (dialect, credential, subject, ordering_key, body, created_at, due_at)
        select @Dialect, @Credential, @payment, @bill, @body, @at, least(@at, clock_now()) from endpoint
        """;

    /// <param name="callback">What the biller is told; <c>null</c> for nothing.</param>
    public static Task Write(NpgsqlConnection connection, BillEvent happened, BillCallback? callback)
    {
        var (bill, paid) = (happened.Bill.Id.Value, happened.Bill.Paid.Minor);
        if (callback is null)
            return connection.ExecuteAsync(Change, new { bill, paid });

        return connection.ExecuteAsync(ChangeAndTell, new
        {
            bill,
            paid,
            Dialect = callback.Dialect.Value,
            Credential = callback.Credential.Value,
            payment = happened.Payment.Id,
            body = callback.Body.ToArray(),
            at = happened.At.UtcDateTime,
        });
    }
}
