using System.Globalization;
using Dapper;
using Npgsql;

namespace Periksa.Bills;

/// <summary>The owners of virtual account prefixes: an account's first six digits are one biller's.</summary>
/// <remarks>Whoever makes the first bill on them has them. Otherwise one biller could put bills where another's
/// customers pay. Once all bills on them are revoked and nothing was paid, they are the next one's who makes a
/// bill.</remarks>
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

    // There are bills, none of those looked at stands or has money on it, and there are no others.
    const string IsRevoked = """
        exists (select from bills where va_number between w.prefix || '0000000000' and w.prefix || '9999999999')
        and not exists (
            select from (
                select voided_at, paid from bills
                where va_number between w.prefix || '0000000000' and w.prefix || '9999999999'
                limit @revoked) as b
            where b.voided_at is null or b.paid > 0)
        and not exists (
            select from bills
            where va_number between w.prefix || '0000000000' and w.prefix || '9999999999' offset @revoked limit 1)
        """;

    const string Revoked = $"""
        select w.prefix, w.biller from va_prefixes w where w.prefix = any (@prefixes) and {IsRevoked}
        """;

    const string GiveOver = $"""
        update va_prefixes w set biller = @biller
        where w.prefix = @prefix and w.biller <> @biller and {IsRevoked}
          and (select count(*) from va_prefixes where biller = @biller) < @most
        """;

    // Whoever makes bills on a prefix that it has keeps it from being given over until they can be seen. A few names
    // for a million prefixes: an import would need as many locks otherwise.
    const int Turns = 64;
    const string Keep = """
        select pg_advisory_xact_lock_shared(hashtext('va-prefix'), turn) from unnest(@turns) as turn
        """;

    /// <summary>The same for one, <c>@turn</c>, within another statement.</summary>
    public const string KeepOne = "pg_advisory_xact_lock_shared(hashtext('va-prefix'), @turn)";

    const string Alone = "select pg_advisory_xact_lock(hashtext('va-prefix'), @turn)";

    const string TryAlone = "select pg_try_advisory_xact_lock(hashtext('va-prefix'), @turn)";

    public static string Of(VaNumber vaNumber) => vaNumber.Value[..Length];

    /// <summary>The billers that own these prefixes; prefixes without an owner are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Owners(
        NpgsqlConnection connection, params string[] prefixes) =>
        (await connection.QueryAsync<(string Prefix, string Biller)>(Known, new { prefixes }))
            .ToDictionary(one => one.Prefix, one => one.Biller, StringComparer.Ordinal);

    /// <summary>The same, and those that are this biller's stay so until the transaction ends.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> KeepOwners(
        NpgsqlConnection connection, PartnerId biller, params string[] prefixes)
    {
        var owners = await Owners(connection, prefixes);
        var turns = owners.Where(one => one.Value == biller).Select(one => Turn(one.Key)).Distinct().Order().ToArray();
        if (turns.Length == 0)
            return owners;

        await connection.ExecuteAsync(Keep, new { turns });
        return await Owners(connection, prefixes);
    }

    /// <summary>Takes a prefix that is nobody's. Says why it cannot be used, or <c>null</c> for one that is the
    /// biller's.</summary>
    /// <remarks>Taking one waits for whoever is taking it at the same moment. Only a statement that begins afterwards
    /// sees what became of that: hence the second look.</remarks>
    public static async Task<MakingVerdict?> Claim(NpgsqlConnection connection, PartnerId biller, string prefix)
    {
        var owners = await Owners(connection, prefix);
        if (owners.Count == 0)
        {
            await connection.ExecuteAsync(Take, new { prefix, biller = biller.Value, most = BillLimits.PrefixesTaken });
            owners = await Owners(connection, prefix);
        }

        if (!owners.TryGetValue(prefix, out var owner))
            return MakingVerdict.PrefixesTooMany;

        return owner == biller ? null : MakingVerdict.PrefixOfAnother;
    }

    /// <summary>Those of which all bills are revoked, and whose they are.</summary>
    public static async Task<IReadOnlyList<(string Prefix, string Biller)>> FindRevoked(
        NpgsqlConnection connection, string[] prefixes) => prefixes.Length == 0
        ? []
        : (await connection.QueryAsync<(string Prefix, string Biller)>(
            Revoked, new { prefixes, revoked = BillLimits.RevokedOnPrefix })).AsList();

    /// <summary>Gives another's prefix, of which all bills are revoked, to a biller who is about to make one. Whether
    /// it did; it waits for nobody, so a moment later it may.</summary>
    /// <remarks>In a transaction of its own. If no bill is made on it after all, nothing has changed: it goes on to the
    /// next in the same way.</remarks>
    public static async Task<bool> TakeOver(NpgsqlDataSource database, PartnerId biller, string prefix)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (!await connection.QuerySingleAsync<bool>(TryAlone, new { turn = Turn(prefix) }))
            return false;

        var most = BillLimits.PrefixesTaken;
        var given = await connection.ExecuteAsync(
            GiveOver, new { prefix, biller = biller.Value, most, revoked = BillLimits.RevokedOnPrefix });
        await transaction.CommitAsync();
        return given > 0;
    }

    /// <summary>Waits until nobody is making a bill on a prefix, and keeps everybody from it until the transaction
    /// ends.</summary>
    public static Task StopMaking(NpgsqlConnection connection, string prefix) =>
        connection.ExecuteAsync(Alone, new { turn = Turn(prefix) });

    /// <summary>Which name a prefix has for those who make bills on it.</summary>
    public static int Turn(string prefix) => int.Parse(prefix, CultureInfo.InvariantCulture) % Turns;
}
