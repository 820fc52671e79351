using Dapper;
using Npgsql;

namespace Periksa.Inquiries.Routing;

/// <summary>What was asked, remembered, paid and saved, by month, partner and connector.</summary>
public static class SavingsReport
{
    // Of days that are forgotten, what they came to is kept.
    const string Text = """
        select to_char(day, 'YYYY-MM') as Month, partner, route as Connector, sum(asked)::bigint as Asked,
               sum(remembered)::bigint as Remembered, sum(paid)::bigint as Paid, sum(saved)::bigint as Saved
        from (
            select day, partner, route, asked, remembered, paid, saved from question_counts
            union all
            select day, partner, route, count(*) filter (where kind in ('asked', 'hedged', 'shadow')),
                   count(*) filter (where kind in ('remembered', 'shared') and outcome is not null),
                   sum(price), sum(saved)
            from provider_questions
            group by day, partner, route
        ) as days
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
