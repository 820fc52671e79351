using Dapper;
using Npgsql;

namespace Periksa.Proof;

/// <summary>The days whose inquiries are there. Whoever asks twice may hear that one has been forgotten
/// meanwhile.</summary>
static class KeptDays
{
    const string Days = "select day from kept_days order by day";
    const string IsKept = "select exists (select from kept_days where day = @day)";

    const string ForgottenBefore = """
        select day_of(before) from forgotten where what = 'inquiries' and isfinite(before)
        """;

    public static async Task<IReadOnlyList<DateOnly>> All(NpgsqlConnection connection) =>
        [.. await connection.QueryAsync<DateOnly>(Days)];

    public static Task<bool> Has(NpgsqlConnection connection, DateOnly day) =>
        connection.QuerySingleAsync<bool>(IsKept, new { day });

    /// <summary>True if the day was among those that somebody had forgotten. That is written down before the first of
    /// them goes.</summary>
    public static async Task<bool> WasForgotten(NpgsqlConnection connection, DateOnly day) =>
        day < await connection.QuerySingleOrDefaultAsync<DateOnly?>(ForgottenBefore);
}
