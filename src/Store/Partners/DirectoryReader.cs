using System.Net;
using Dapper;
using Npgsql;

namespace Periksa.Store.Partners;

/// <summary>Reads all partners, credentials and prices in one go.</summary>
static class DirectoryReader
{
    const string Partners = """
        select p.id, p.active,
               p.rate_per_second as RatePerSecond, p.rate_burst as RateBurst, p.miss_budget as MissBudget,
               (select min(v.day) from invoices v where v.partner = p.id and v.paid_at is null) as OldestUnpaidDay
        from partners p
        """;

    const string Prices = "select partner, dialect, from_at as FromAt, amount from prices";

    const string Credentials = "select dialect, name, partner, api_key_hash as ApiKeyHash, addresses from credentials";

    public static async Task<Directory> Read(NpgsqlConnection connection)
    {
        var partners = (await connection.QueryAsync<PartnerRow>(Partners)).ToDictionary(row => row.Id, ToPartner);
        var prices = (await connection.QueryAsync<PriceRow>(Prices))
            .ToLookup(row => (row.Partner, row.Dialect), ToPrice);
        var credentials = await connection.QueryAsync<CredentialRow>(Credentials);

        return new(credentials.Select(row => new Credential(row.Dialect, row.Name, partners[row.Partner])
        {
            ApiKey = row.ApiKeyHash is null ? null : new(row.ApiKeyHash),
            Addresses = [.. row.Addresses],
            Prices = new(prices[(row.Partner, row.Dialect)]),
        }));
    }

    static Partner ToPartner(PartnerRow row) => new(row.Id, row.Active)
    {
        Rate = row is { RatePerSecond: { } perSecond, RateBurst: { } burst } ? new(perSecond, burst) : null,
        MissBudget = row.MissBudget,
        OldestUnpaidDay = row.OldestUnpaidDay,
    };

    static Price ToPrice(PriceRow row) => new(new(row.FromAt, TimeSpan.Zero), new(row.Amount, Currency.Idr));

    // Rows as Dapper fills them; a timestamptz comes as a DateTime in UTC.
    sealed class PartnerRow
    {
        public required string Id { get; init; }
        public bool Active { get; init; }
        public int? RatePerSecond { get; init; }
        public int? RateBurst { get; init; }
        public int? MissBudget { get; init; }
        public DateOnly? OldestUnpaidDay { get; init; }
    }

    sealed class PriceRow
    {
        public required string Partner { get; init; }
        public required string Dialect { get; init; }
        public DateTime FromAt { get; init; }
        public long Amount { get; init; }
    }

    sealed class CredentialRow
    {
        public required string Dialect { get; init; }
        public required string Name { get; init; }
        public required string Partner { get; init; }
        public byte[]? ApiKeyHash { get; init; }
        public required IPNetwork[] Addresses { get; init; }
    }
}
