using Dapper;
using Npgsql;

namespace Periksa.Store.Bills;

/// <summary>Whose virtual accounts are whose: their first six digits are one biller's.</summary>
/// <remarks>Whoever makes the first bill on them has them. Otherwise one biller could put bills where another's
/// customers pay.</remarks>
static class Prefixes
{
    public const int Length = 6;

    const string Known = "select prefix, biller from va_prefixes where prefix = any (@prefixes)";

    // The operator's are counted, too: who was given a hundred takes no more.
    const string Take = """
        insert into va_prefixes (prefix, biller)
        select @prefix, @biller where (select count(*) from va_prefixes where biller = @biller) < @most
        on conflict do nothing
        """;

    public static string Of(string vaNumber) => vaNumber[..Length];

    /// <summary>Whose these are; those that are nobody's are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Owners(
        NpgsqlConnection connection, params string[] prefixes) =>
        (await connection.QueryAsync<(string Prefix, string Biller)>(Known, new { prefixes }))
            .ToDictionary(one => one.Prefix, one => one.Biller, StringComparer.Ordinal);

    /// <summary>Takes a prefix that is nobody's. Says why it cannot be used, or <c>null</c> for one that is the
    /// biller's.</summary>
    /// <remarks>Taking one waits for whoever is taking it at the same moment. Only a statement that begins afterwards
    /// sees what became of that: hence the second look.</remarks>
    public static async Task<MakingVerdict?> Claim(NpgsqlConnection connection, string biller, string prefix)
    {
        var owners = await Owners(connection, prefix);
        if (owners.Count == 0)
        {
            await connection.ExecuteAsync(Take, new { prefix, biller, most = BillLimits.PrefixesTaken });
            owners = await Owners(connection, prefix);
        }

        if (!owners.TryGetValue(prefix, out var owner))
            return MakingVerdict.PrefixesTooMany;

        return owner == biller ? null : MakingVerdict.PrefixOfAnother;
    }
}
