using Dapper;
using Npgsql;
using Periksa.Operators.Audit;
using Periksa.Operators.Partners;

namespace Periksa.Operators.Terms;

/// <summary>What partners pay: prices of inquiries, fees for transfers. What was agreed is added to and never changed;
/// every host knows within a second.</summary>
/// <param name="dialects">The dialects that are served, by name.</param>
public sealed class TermAdministration(
    NpgsqlDataSource database, IReadOnlyDictionary<string, CredentialShape> dialects)
{
    const string InsertPrice = """
        insert into prices (partner, dialect, from_at, amount) values (@partner, @dialect, clock_now(), @amount)
        returning from_at
        """;

    const string InsertFee = """
        insert into fee_rules (partner, dialect, from_at, name, flat, parts_per_million, floor, ceiling)
        values (@partner, @dialect, clock_now(), @Name, @flat, @PartsPerMillion, @floor, @ceiling)
        returning from_at
        """;

    const string ReadPrices = """
        select partner, dialect, from_at as FromAt, amount from prices
        where @partner::text is null or partner = @partner
        order by partner, dialect, from_at desc limit @limit
        """;

    const string ReadFees = """
        select partner, dialect, from_at as FromAt, name, flat, parts_per_million as PartsPerMillion, floor, ceiling
        from fee_rules
        where @partner::text is null or partner = @partner
        order by partner, dialect, from_at desc limit @limit
        """;

    /// <summary>The longest list of terms that is read.</summary>
    public const int LimitMaximum = 10_000;

    /// <summary>Sets the price of a partner's inquiries from now on.</summary>
    /// <param name="amount">Zero or more.</param>
    public Task<Outcome<PriceEntry>> SetPrice(
        Actor actor, string partner, string dialect, Money amount, string? reason = null) =>
        AuditedChange.Make<PriceEntry>(database, actor, async change =>
        {
            if ((RefuseDialect(dialect, shape => shape.IsPriced, "price") ?? RefuseAmount(amount)
                ?? Words.RefuseReason(reason)) is { } refusal)
            {
                return refusal;
            }

            if (!await PartnerAdministration.Take(change.Connection, partner))
                return await PartnerAdministration.NotFound(change.Connection, partner);

            var before = (await Prices(change.Connection, partner)).FirstOrDefault(one => one.Dialect == dialect);
            var from = await change.Connection.QuerySingleAsync<DateTime>(
                InsertPrice, new { partner, dialect, amount = amount.Minor });
            var after = new PriceEntry(partner, dialect, Moment(from), amount.Minor);
            await change.Note(
                "price.set", $"price:{partner}/{dialect}", before, after, OperatorsJson.Default.PriceEntry, reason);
            return after;
        });

    /// <summary>Sets the fee for a partner's transfers from now on.</summary>
    public Task<Outcome<FeeEntry>> SetFee(
        Actor actor, string partner, string dialect, FeeOrder fee, string? reason = null) =>
        AuditedChange.Make<FeeEntry>(database, actor, async change =>
        {
            if ((RefuseDialect(dialect, shape => shape.HasFees, "fee") ?? RefuseFee(fee)
                ?? Words.RefuseReason(reason)) is { } refusal)
            {
                return refusal;
            }

            if (!await PartnerAdministration.Take(change.Connection, partner))
                return await PartnerAdministration.NotFound(change.Connection, partner);

            var before = (await Fees(change.Connection, partner)).FirstOrDefault(one => one.Dialect == dialect);
            var (flat, floor, ceiling) = (fee.Flat.Minor, fee.Floor.Minor, fee.Ceiling?.Minor);
            var from = await change.Connection.QuerySingleAsync<DateTime>(
                InsertFee, new { partner, dialect, fee.Name, flat, fee.PartsPerMillion, floor, ceiling });
            var after = new FeeEntry(
                partner, dialect, Moment(from), fee.Name, flat, fee.PartsPerMillion, floor, ceiling);
            await change.Note(
                "fee.set", $"fee:{partner}/{dialect}", before, after, OperatorsJson.Default.FeeEntry, reason);
            return after;
        });

    /// <summary>Prices by partner and dialect, the newest first.</summary>
    /// <param name="partner">Only this partner's; <c>null</c> for everybody's.</param>
    public async Task<IReadOnlyList<PriceEntry>> ListPrices(string? partner, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await Prices(connection, partner);
    }

    /// <summary>Fees by partner and dialect, the newest first.</summary>
    /// <param name="partner">Only this partner's; <c>null</c> for everybody's.</param>
    public async Task<IReadOnlyList<FeeEntry>> ListFees(string? partner, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await Fees(connection, partner);
    }

    Refusal? RefuseDialect(string dialect, Func<CredentialShape, bool> has, string what)
    {
        if (dialects.TryGetValue(dialect, out var shape) && has(shape))
            return null;

        var taking = dialects.Where(one => has(one.Value)).Select(one => one.Key).ToArray();
        var (shown, all) = (Words.Shown(dialect), string.Join(", ", taking));
        return Refusal.Invalid(Nearest.To(dialect, taking) is { } near
            ? $"'{shown}' knows no {what}: did you mean {near}? These do: {all}."
            : $"'{shown}' knows no {what}. These do: {all}.");
    }

    static Refusal? RefuseAmount(Money amount) =>
        amount < Money.Zero ? Refusal.Invalid("An amount is 0 rupiah or more.") : null;

    static Refusal? RefuseFee(FeeOrder fee)
    {
        if ((Words.RefuseName(fee.Name) ?? RefuseAmount(fee.Flat) ?? RefuseAmount(fee.Floor)) is { } refusal)
            return refusal;

        if (fee.PartsPerMillion is < 0 or > 1_000_000)
            return Refusal.Invalid("A part is 0 to 1000000 in a million: 2500 is a quarter of a percent.");

        return fee.Ceiling is { } ceiling && ceiling < fee.Floor
            ? Refusal.Invalid("A ceiling is not below the floor.")
            : null;
    }

    static async Task<IReadOnlyList<PriceEntry>> Prices(NpgsqlConnection connection, string? partner) =>
    [
        .. from row in await connection.QueryAsync<(string Partner, string Dialect, DateTime From, long Amount)>(
               ReadPrices, new { partner = Clean(partner), limit = LimitMaximum })
           select new PriceEntry(row.Partner, row.Dialect, Moment(row.From), row.Amount),
    ];

    static async Task<IReadOnlyList<FeeEntry>> Fees(NpgsqlConnection connection, string? partner) =>
    [
        .. from row in await connection.QueryAsync<FeeRow>(
               ReadFees, new { partner = Clean(partner), limit = LimitMaximum })
           select new FeeEntry(
               row.Partner, row.Dialect, Moment(row.FromAt), row.Name, row.Flat, row.PartsPerMillion, row.Floor,
               row.Ceiling),
    ];

    // No text in a database has it.
    static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    static DateTimeOffset Moment(DateTime utc) => new(utc, TimeSpan.Zero);

    // As Dapper fills it.
    sealed class FeeRow
    {
        public required string Partner { get; init; }
        public required string Dialect { get; init; }
        public DateTime FromAt { get; init; }
        public required string Name { get; init; }
        public long Flat { get; init; }
        public int PartsPerMillion { get; init; }
        public long Floor { get; init; }
        public long? Ceiling { get; init; }
    }
}
