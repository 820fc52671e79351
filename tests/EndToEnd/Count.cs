using Dapper;
using Npgsql;

namespace Periksa.EndToEnd.Tests;

/// <summary>Counts afterwards, straight from the database.</summary>
public static class Count
{
    public static async Task<T> Ask<T>(string database, string question, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        return await connection.QuerySingleAsync<T>(question, parameters);
    }

    /// <summary>Asserts that every acknowledged inquiry is stored, and that every billed one is on exactly one
    /// invoice, once.</summary>
    public static async Task NothingLostNothingTwice(
        string database, IReadOnlyCollection<(string Id, string Invoice)> acknowledged)
    {
        var (ids, invoices) = (
            acknowledged.Select(one => Guid.Parse(one.Id)).ToArray(),
            acknowledged.Select(one => Guid.Parse(one.Invoice)).ToArray());

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids.Length, await Ask<int>(
            database,
            """
            select count(*) from unnest(@ids, @invoices) as a (id, invoice)
            join inquiries i using (id)
            join invoices v on v.id = a.invoice and v.partner = i.partner and v.day = i.day
            """,
            new { ids, invoices }));

        Assert.Equal(0, await Ask<int>(
            database,
            """
            select count(*) from
                (select partner, day, count(*) as lines, sum(price) as amount
                 from inquiries where price is not null group by partner, day) i
            full join invoice_totals v using (partner, day)
            where (i.lines, i.amount) is distinct from (v.lines, v.amount)
            """));
    }
}
