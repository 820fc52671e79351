using Dapper;
using Npgsql;

namespace Periksa.Partners;

/// <summary>Since when each partner owes.</summary>
static class Owed
{
    // An invoice of the day itself is not due yet, so this is short but for the time of the daily run.
    const string Text = """
        select partner, min(day) from invoices where paid_at is null and day < @today group by partner
        """;

    public static async Task<IReadOnlyDictionary<string, DateOnly>> Read(NpgsqlConnection connection, DateOnly today)
    {
        var rows = await connection.QueryAsync<(string Partner, DateOnly Day)>(Text, new { today });
        return rows.ToDictionary(row => row.Partner, row => row.Day, StringComparer.Ordinal);
    }
}
