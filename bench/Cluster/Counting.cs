using System.Text.Json;
using Dapper;
using Npgsql;

namespace Periksa.Bench.Cluster;

/// <summary>Counts what was acknowledged, straight from the database.</summary>
static class Counting
{
    const string CountInquiries = """
        select coalesce(sum((times = 0)::int), 0)::int as Lost, coalesce(sum((times > 1)::int), 0)::int as Doubled
        from (select a.id, count(i.id) as times from unnest(@ids) as a (id) left join inquiries i on i.id = a.id::uuid
              group by a.id) counted
        """;

    // Under the id and for the amount that were heard; and debited once.
    const string CountTransfers = """
        select coalesce(sum((times = 0)::int), 0)::int as Lost, coalesce(sum((times > 1)::int), 0)::int as Doubled
        from (select a.id, count(d.id) as times
              from unnest(@ids, @references, @amounts) as a (id, reference, amount)
              left join disbursements d on d.transaction_id = a.id and d.reference = a.reference
                  and d.net + d.fee = (a.amount::numeric * 100)::bigint
              group by a.id) counted
        """;

    const string CountPayments = """
        select coalesce(sum((times = 0)::int), 0)::int as Lost, coalesce(sum((times > 1)::int), 0)::int as Doubled
        from (select a.id, count(p.id) as times from unnest(@ids, @amounts) as a (id, amount)
              left join bill_payments p on p.ref_id = a.id and p.reversed_at is null
                  and p.amount = (a.amount::numeric * 100)::bigint
              group by a.id) counted
        """;

    /// <returns>Whether everything is there, once.</returns>
    public static async Task<bool> Run(Folder folder)
    {
        var heard = File.ReadLines(folder.Acknowledged)
            .Select(line => JsonSerializer.Deserialize(line, HeardJson.Default.Heard)!).ToLookup(one => one.Dialect);
        await using var connection = new NpgsqlConnection(folder.ConnectionString);

        var isRight = await Count("sento", CountInquiries);
        isRight &= await Count("singapay", CountTransfers);
        isRight &= await Count("ipg-channel", CountPayments);
        return isRight;

        async Task<bool> Count(string dialect, string question)
        {
            var all = heard[dialect].ToArray();
            var ids = all.Select(one => one.Id).ToArray();
            var references = all.Select(one => one.Reference).ToArray();
            var amounts = all.Select(one => one.Amount).ToArray();
            var (lost, doubled) = await connection.QuerySingleAsync<(int, int)>(
                question, new { ids, references, amounts });

            // Who is told of the same reference under two ids has been debited twice.
            doubled += Repeated(ids) + Repeated([.. references.OfType<string>()]);
            Console.WriteLine($"{dialect}: {ids.Length} acknowledged, {lost} lost, {doubled} doubled");
            return ids.Length > 0 && lost == 0 && doubled == 0;
        }
    }

    static int Repeated(string[] texts) => texts.Length - texts.Distinct().Count();
}
