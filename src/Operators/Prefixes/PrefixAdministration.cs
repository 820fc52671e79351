using Dapper;
using Npgsql;
using Periksa.Operators.Audit;
using Periksa.Operators.Partners;
using VaPrefixes = Periksa.Bills.Prefixes;

namespace Periksa.Operators.Prefixes;

/// <summary>Gives billers prefixes of virtual accounts, and takes them back.</summary>
/// <remarks>A bill stays its biller's whosever the prefix is, and is paid to it. So none is taken on which somebody can
/// pay: the next who has it would put bills on the same accounts.</remarks>
public sealed class PrefixAdministration(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Bills are counted as far as that.</summary>
    internal const int CountedMaximum = 10_000;

    const string Read = """
        select prefix, biller from va_prefixes
        where (@biller::text is null or biller = @biller) and prefix > @after
        order by prefix limit @limit
        """;

    const string One = "select prefix, biller from va_prefixes where prefix = @prefix for update";

    const string Insert = """
        insert into va_prefixes (prefix, biller) values (@prefix, @biller) on conflict do nothing returning 1
        """;

    const string Delete = "delete from va_prefixes where prefix = @prefix";

    const string On = "va_number between @prefix || '0000000000' and @prefix || '9999999999' and voided_at is null";

    const string Payable = "(type = 'open' or paid < total) and (valid_until is null or valid_until > @now)";

    const string CountPayable = $"""
        select count(*)::int from (select from bills where {On} and {Payable} limit @CountedMaximum) b
        """;

    const string CountOver = $"""
        select count(*)::int from (select from bills where {On} and not ({Payable}) limit @CountedMaximum) b
        """;

    const string Others = $"select biller from bills where {On} and {Payable} and biller <> @biller limit 1";

    /// <summary>Prefixes in their order.</summary>
    /// <param name="biller">Only this one's; <c>null</c> for everybody's.</param>
    /// <param name="cursor">The <see cref="Page{T}.NextCursor"/> of the page before.</param>
    public async Task<Page<PrefixEntry>> List(string? biller, string? cursor, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<PrefixEntry>(new CommandDefinition(
            Read,
            new
            {
                biller = biller?.Replace("\0", "", StringComparison.Ordinal),
                after = cursor?.Replace("\0", "", StringComparison.Ordinal) ?? "",
                limit = Page<PrefixEntry>.ToRead(limit),
            },
            cancellationToken: cancel));
        return Page<PrefixEntry>.Of(rows, limit, one => one.Prefix);
    }

    /// <summary>Gives a biller a prefix that is nobody's, however many it has.</summary>
    public Task<Outcome<PrefixEntry>> Give(Actor actor, string prefix, string biller, string? reason = null) =>
        AuditedChange.Make<PrefixEntry>(database, actor, async change =>
        {
            if ((RefusePrefix(prefix) ?? Words.RefuseReason(reason)) is { } nonsense)
                return nonsense;

            if (!await PartnerAdministration.Take(change.Connection, biller))
                return await PartnerAdministration.NotFound(change.Connection, biller);

            if (await change.Connection.QuerySingleOrDefaultAsync<int?>(Insert, new { prefix, biller }) is null)
                return await RefuseOwned(change.Connection, prefix, biller);

            // Left of whoever had it before, by a payment that was taken back since.
            if (await change.Connection.QuerySingleOrDefaultAsync<string>(
                Others, new { prefix, biller, now = clock.GetUtcNow().UtcDateTime }) is { } other)
            {
                return Refusal.Conflict(
                    $"On {prefix} there are bills of {other} that can be paid: wait until they are, or revoke them.");
            }

            var given = new PrefixEntry(prefix, biller);
            await change.Note(
                "prefix.give", Subject(prefix), null, given, OperatorsJson.Default.PrefixEntry, reason);
            return given;
        });

    /// <summary>Takes a prefix back, on which nobody can pay: whoever makes the next bill on it has it, or whom it is
    /// given.</summary>
    public Task<Outcome<TakenPrefix>> Take(Actor actor, string prefix, string? reason = null) =>
        AuditedChange.Make<TakenPrefix>(database, actor, async change =>
        {
            if ((RefusePrefix(prefix) ?? Words.RefuseReason(reason)) is { } nonsense)
                return nonsense;

            if (!await StopMaking(change.Connection, prefix))
            {
                return Refusal.Conflict(
                    $"Somebody is making bills on {prefix} at this moment: say it again in a while.");
            }

            if (await change.Connection.QuerySingleOrDefaultAsync<PrefixEntry>(One, new { prefix }) is not { } before)
                return Refusal.NotFound($"{prefix} is nobody's: 'periksa prefix list' shows whose the others are.");

            var on = new { prefix, now = clock.GetUtcNow().UtcDateTime, CountedMaximum };
            var payable = await change.Connection.QuerySingleAsync<int>(CountPayable, on);
            if (payable > 0)
            {
                return Refusal.Conflict(
                    $"On {prefix} {Counted(payable)} bills of {before.Biller} can be paid: wait until they are paid or "
                    + "have run out, or have them revoked ('periksa bill void').");
            }

            var over = await change.Connection.QuerySingleAsync<int>(CountOver, on);
            await change.Connection.ExecuteAsync(Delete, new { prefix });
            await change.Note(
                "prefix.take", Subject(prefix), before, null, OperatorsJson.Default.PrefixEntry, reason);
            return new TakenPrefix(prefix, before.Biller, over);
        });

    // An import that is under way lasts as long as its file is.
    static async Task<bool> StopMaking(NpgsqlConnection connection, string prefix)
    {
        try
        {
            await VaPrefixes.StopMaking(connection, prefix);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    static async Task<Refusal> RefuseOwned(NpgsqlConnection connection, string prefix, string biller)
    {
        var owner = (await connection.QuerySingleOrDefaultAsync<PrefixEntry>(One, new { prefix }))?.Biller;
        return Refusal.Duplicate(owner == biller
            ? $"{prefix} is {biller}'s already."
            : $"{prefix} is {owner ?? "somebody"}'s: 'periksa prefix take {prefix}' takes it back.");
    }

    static Refusal? RefusePrefix(string prefix) =>
        prefix.Length == VaPrefixes.Length && prefix.All(char.IsAsciiDigit)
            ? null
            : Refusal.Invalid(
                $"'{Words.Shown(prefix)}' is no prefix: it is an account's first six digits, like 867302.");

    static string Counted(int count) =>
        FormattableString.Invariant($"{(count < CountedMaximum ? "" : "at least ")}{count}");

    static string Subject(string prefix) => $"prefix:{prefix}";
}
