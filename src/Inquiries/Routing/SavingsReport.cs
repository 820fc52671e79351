using Dapper;
using Npgsql;

namespace Periksa.Inquiries.Routing;

/// <summary>What was asked, remembered, paid and saved, by month, partner and connector.</summary>
public static class SavingsReport
{
    const string Text = """
        select to_char(day, 'YYYY-MM') as Month, partner, route as Connector, sum(asked)::bigint as Asked,
               sum(remembered)::bigint as Remembered, sum(paid)::bigint as Paid, sum(saved)::bigint as Saved
        from question_counts
        group by 1, 2, 3
        having sum(asked) <> 0 or sum(remembered) <> 0
        order by 1, 2, 3
        """;

    public static async Task<IReadOnlyList<SavingsRow>> Read(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<SavingsRow>(new CommandDefinition(Text, cancellationToken: cancel));
        return [.. rows];
    }
}

/// <param name="Month">Of WIB, as in 2026-11.</param>
/// <param name="Asked">Questions to the provider.</param>
/// <param name="Remembered">Answers that nobody was asked for.</param>
/// <param name="Paid">What the questions cost, in sen.</param>
/// <param name="Saved">What the others would have cost, in sen.</param>
public sealed record SavingsRow(
    string Month, string Partner, string Connector, long Asked, long Remembered, long Paid, long Saved);
