using Dapper;
using Npgsql;

namespace Periksa.Bench;

/// <summary>What a database must hold after all that was acknowledged.</summary>
sealed class Tally(Place place, string database)
{
    const string Count = """
        select (select count(*) from inquiries) as Stored,
               (select count(*) from inquiries where price is not null) as Billable,
               (select coalesce(sum(lines), 0) from invoice_totals)::bigint as Billed
        """;

    static readonly TimeSpan LastAnswers = TimeSpan.FromMilliseconds(500);

    long _acknowledged;

    public long Stored { get; private set; }

    public void Add(long acknowledged) => _acknowledged += acknowledged;

    /// <summary>Throws unless every acknowledged inquiry is stored and every billable one is billed, once.</summary>
    public async Task Check()
    {
        await Task.Delay(LastAnswers);   // what was under way when the load stopped

        await using var connection = new NpgsqlConnection(place.Connection(database));
        var (stored, billable, billed) = await connection.QuerySingleAsync<(long, long, long)>(Count);

        if (stored < _acknowledged)
            throw new InvalidOperationException($"{database}: {_acknowledged} acknowledged, {stored} stored.");
        if (billable != billed)
            throw new InvalidOperationException($"{database}: {billable} to be billed, {billed} billed.");

        Stored += stored;
        _acknowledged = 0;
    }
}
