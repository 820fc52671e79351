using Dapper;
using Npgsql;

namespace Periksa.Store.Bills;

/// <summary>Whose virtual accounts are whose: their first six digits are one biller's.</summary>
/// <remarks>Whoever makes the first bill on them has them. Otherwise one biller could put bills where another's
/// customers pay.</remarks>
static class Prefixes
{
    public const int Length = 6;

    const string Claimed = """
        with wanted as (select distinct unnest(@prefixes) as prefix),
        added as (
            insert into va_prefixes (prefix, biller) select prefix, @biller from wanted order by prefix
            on conflict do nothing
        )
        select p.prefix from va_prefixes p join wanted using (prefix) where p.biller <> @biller
        """;

    /// <summary>Takes prefixes that are nobody's. False when one of them is another's.</summary>
    public static async Task<bool> Claim(NpgsqlConnection connection, string biller, string[] prefixes) =>
        !(await Others(connection, biller, prefixes)).Any();

    /// <summary>Takes prefixes that are nobody's, and returns those that are another's.</summary>
    public static Task<IEnumerable<string>> Others(NpgsqlConnection connection, string biller, string[] prefixes) =>
        connection.QueryAsync<string>(Claimed, new { biller, prefixes });
}
