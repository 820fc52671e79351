using Dapper;
using Npgsql;

namespace Periksa.Bills;

/// <summary>The number of bills on a virtual account that can be paid.</summary>
static class Payable
{
    // One account after the other by its index, and each no further than it matters.
    const string Count = """
        select w.va_number, (
            select count(*)::int from (
                select from bills b
                where b.va_number = w.va_number and b.voided_at is null
                  and (b.type = 'open' or b.paid < b.total) and (b.valid_until is null or b.valid_until > @now)
                limit @most) as payable)
        from unnest(@vaNumbers) as w (va_number)
        """;

    public static async Task<Dictionary<string, int>> On(
        NpgsqlConnection connection, DateTimeOffset now, params string[] vaNumbers) =>
        (await connection.QueryAsync<(string VaNumber, int Count)>(
            Count, new { vaNumbers, now = now.UtcDateTime, most = BillLimits.PayableOnAccount }))
        .ToDictionary(one => one.VaNumber, one => one.Count, StringComparer.Ordinal);
}
