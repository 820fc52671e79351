using System.Net;
using System.Text;
using Dapper;
using Npgsql;
using Periksa.Store.Sealing;

namespace Periksa.Store.Partners;

/// <summary>Reads all partners, credentials and prices in one go.</summary>
static class DirectoryReader
{
    const string Partners = """
        select p.id, p.active,
               p.rate_per_second as RatePerSecond, p.rate_burst as RateBurst, p.miss_budget as MissBudget,
               p.snap_profile = 'strict' as IsStrict,
               (select min(v.day) from invoices v where v.partner = p.id and v.paid_at is null) as OldestUnpaidDay
        from partners p
        """;

    const string Prices = "select partner, dialect, from_at as FromAt, amount from prices";

    const string PayingAccounts = "select partner, id from paying_accounts order by id";

    const string Fees = """
        select partner, dialect, from_at as FromAt, name, flat, parts_per_million as PartsPerMillion, floor, ceiling
        from fee_rules
        """;

    const string Credentials = """
        select c.dialect, c.name, c.partner, c.api_key_hash as ApiKeyHash, c.addresses, c.client_id as ClientId,
               c.must_sign as MustSign,
               c.client_secret as ClientSecret, c.public_key as PublicKey, e.url as CallbackUrl
        from credentials c
        left join callback_endpoints e on e.dialect = c.dialect and e.credential = c.name
        """;

    public static async Task<Directory> Read(NpgsqlConnection connection, MasterKeys keys)
    {
        var partners = (await connection.QueryAsync<PartnerRow>(Partners)).ToDictionary(row => row.Id, ToPartner);
        var prices = (await connection.QueryAsync<PriceRow>(Prices))
            .ToLookup(row => (row.Partner, row.Dialect), ToPrice);
        var accounts = (await connection.QueryAsync<(string Partner, string Id)>(PayingAccounts))
            .ToLookup(row => row.Partner, row => row.Id);
        var fees = (await connection.QueryAsync<FeeRow>(Fees))
            .ToLookup(row => (row.Partner, row.Dialect), row => row.ToRule());
        var rows = await connection.QueryAsync<CredentialRow>(Credentials);
        var unopened = new List<string>();

        return new([.. rows.Select(ToCredential)], unopened);

        Credential ToCredential(CredentialRow row) => new(row.Dialect, row.Name, partners[row.Partner])
        {
            ApiKey = row.ApiKeyHash is null ? null : new(row.ApiKeyHash),
            Addresses = [.. row.Addresses],
            Prices = new(prices[(row.Partner, row.Dialect)]),
            ClientSecret = Open(row, keys, unopened),
            PublicKey = row.PublicKey,
            ClientId = row.ClientId,
            MustSign = row.MustSign,
            PayingAccounts = [.. accounts[row.Partner]],
            Fees = [.. fees[(row.Partner, row.Dialect)]],
            CallbackUrl = row.CallbackUrl,
        };
    }

    static ClientSecret? Open(CredentialRow row, MasterKeys keys, List<string> unopened)
    {
        if (row.ClientSecret is null)
            return null;

        if (keys.Open(row.ClientSecret, Places.ClientSecret(row.Dialect, row.Name)) is { } secret)
            return new(Encoding.UTF8.GetString(secret));

        unopened.Add($"{row.Dialect} {row.Name}");
        return null;
    }

    static Partner ToPartner(PartnerRow row) => new(row.Id, row.Active)
    {
        Rate = row is { RatePerSecond: { } perSecond, RateBurst: { } burst } ? new(perSecond, burst) : null,
        MissBudget = row.MissBudget,
        IsStrict = row.IsStrict,
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
        public bool IsStrict { get; init; }
        public DateOnly? OldestUnpaidDay { get; init; }
    }

    sealed class PriceRow
    {
        public required string Partner { get; init; }
        public required string Dialect { get; init; }
        public DateTime FromAt { get; init; }
        public long Amount { get; init; }
    }

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

        public FeeRule ToRule() => new(
            new(FromAt, TimeSpan.Zero),
            Name,
            new(Flat, Currency.Idr),
            PartsPerMillion,
            new(Floor, Currency.Idr),
            Ceiling is { } ceiling ? new(ceiling, Currency.Idr) : null);
    }

    sealed class CredentialRow
    {
        public required string Dialect { get; init; }
        public required string Name { get; init; }
        public required string Partner { get; init; }
        public byte[]? ApiKeyHash { get; init; }
        public required IPNetwork[] Addresses { get; init; }
        public byte[]? ClientSecret { get; init; }
        public byte[]? PublicKey { get; init; }
        public string? ClientId { get; init; }
        public bool MustSign { get; init; }
        public string? CallbackUrl { get; init; }
    }
}
