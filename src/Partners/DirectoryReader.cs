using System.Data.Common;
using Dapper;
using Npgsql;
using Periksa.Partners.Sealing;
using Periksa.Postgres;

namespace Periksa.Partners;

/// <summary>Reads all partners, credentials and prices in one go. A row that is no good is left out, and whoever it
/// belongs to is refused: somebody else's row must not keep a host from learning anything.</summary>
sealed class DirectoryReader(SealTally seals, ServedDialects? served)
{
    const string Partners = """
        select id, active, rate_per_second, rate_burst, miss_budget, snap_profile = 'strict', fresh_answers
        from partners
        """;

    const string Prices = "select partner, dialect, from_at, amount from prices";

    const string PayingAccounts = "select partner, id from paying_accounts order by id";

    const string Fees = """
        select partner, dialect, from_at, name, flat, parts_per_million, floor, ceiling from fee_rules
        """;

    // Addresses come as texts: one that is missing would end the reading, not spoil a row.
    const string Credentials = """
        select c.dialect, c.name, c.partner, c.api_key_hash, c.addresses::text[], c.client_id, c.must_sign,
               c.client_secret, c.public_key, e.url, c.quirks, c.miss_budget,
               c.is_bank, c.va_refusal, c.va_expired, c.va_repeat,
               c.generation, c.former_until, c.former_api_key_hash, c.former_client_secret, c.former_public_key,
               coalesce(c.former_generation, 0)
        from credentials c
        left join callback_endpoints e on e.dialect = c.dialect and e.credential = c.name
        where c.revoked_at is null
        order by c.dialect, c.name
        """;

    // By themselves: who is told of something does not hang on secrets that this host can open.
    const string Endpoints = """
        select c.dialect, c.name, c.partner from credentials c
        join callback_endpoints e on e.dialect = c.dialect and e.credential = c.name
        """;

    readonly Dictionary<(string Partner, string? Dialect), string> _spoilt = [];
    readonly List<UnreadableCredential> _unreadable = [];

    /// <param name="seals">Opens the secrets, and counts which do.</param>
    /// <param name="served"><c>null</c>: any.</param>
    public static Task<Directory> Read(NpgsqlConnection connection, SealTally seals, ServedDialects? served) =>
        new DirectoryReader(seals, served).Read(connection);

    async Task<Directory> Read(NpgsqlConnection connection)
    {
        var partners = (await Rows(connection, Partners, ReadPartner, OfPartner("its partner's row")))
            .ToDictionary(partner => partner.Id);
        var prices = (await Rows(connection, Prices, ReadPrice, OfDialect("a price")))
            .ToLookup(row => row.Owner, row => row.Price);
        var accounts = (await Rows(
                connection, PayingAccounts, row => (Owner: row.GetString(0), Id: row.GetString(1)),
                OfPartner("a paying account")))
            .ToLookup(row => row.Owner, row => row.Id);
        var fees = (await Rows(connection, Fees, ReadFee, OfDialect("a fee rule")))
            .ToLookup(row => row.Owner, row => row.Rule);

        var credentials = await Rows(connection, Credentials, ToCredential, OfCredential);
        return new(credentials, _unreadable, await Rows(connection, Endpoints, ReadEndpoint, static (_, _) => { }));

        Credential ToCredential(DbDataReader row)
        {
            var (dialect, partner) = (row.GetString(0), row.GetString(2));
            if (served?.Names.Contains(dialect) is false)
                throw new BadRowException($"no dialect is called so; there are {string.Join(", ", served.Names)}");

            if (_spoilt.TryGetValue((partner, null), out var reason)
                || _spoilt.TryGetValue((partner, dialect), out reason))
            {
                throw new BadRowException(reason);
            }

            return CredentialRow.Read(row, partners[new(partner)], seals) with
            {
                Prices = new(prices[(partner, dialect)]),
                PayingAccounts = [.. accounts[partner].Select(account => new PayingAccountId(account))],
                Fees = [.. fees[(partner, dialect)]],
            };
        }
    }

    static async Task<List<T>> Rows<T>(
        NpgsqlConnection connection, string text, Func<DbDataReader, T> read, Action<DbDataReader, Exception> spoil)
    {
        var all = new List<T>();
        await using var rows = await connection.ExecuteReaderAsync(text);
        while (await rows.ReadAsync())
        {
            try
            {
                all.Add(read(rows));
            }
            catch (Exception e) when (!Outage.Is(e))
            {
                spoil(rows, e);
            }
        }

        return all;
    }

    // The first column names the partner.
    Action<DbDataReader, Exception> OfPartner(string what) =>
        (row, e) => _spoilt[(row.GetString(0), null)] = $"{what} cannot be read: {e.Message}";

    // The second one names the dialect.
    Action<DbDataReader, Exception> OfDialect(string what) =>
        (row, e) => _spoilt[(row.GetString(0), row.GetString(1))] = $"{what} cannot be read: {e.Message}";

    void OfCredential(DbDataReader row, Exception e) =>
        _unreadable.Add(new(row.GetString(0), row.GetString(1), e.Message));

    static (DialectName, CredentialName, PartnerId) ReadEndpoint(DbDataReader row) =>
        (new(row.GetString(0)), new(row.GetString(1)), new(row.GetString(2)));

    static Partner ReadPartner(DbDataReader row) => new(new(row.GetString(0)), row.GetBoolean(1))
    {
        Rate = row.IsDBNull(2) || row.IsDBNull(3) ? null : new(row.GetInt32(2), row.GetInt32(3)),
        MissBudget = row.IsDBNull(4) ? null : row.GetInt32(4),
        IsStrict = row.GetBoolean(5),
        WantsFreshAnswers = row.GetBoolean(6),
    };

    static ((string, string) Owner, Price Price) ReadPrice(DbDataReader row) =>
        ((row.GetString(0), row.GetString(1)), new(Moment(row, 2), Rupiah(row, 3)));

    static ((string, string) Owner, FeeRule Rule) ReadFee(DbDataReader row) =>
        ((row.GetString(0), row.GetString(1)), new(
            Moment(row, 2),
            row.GetString(3),
            Rupiah(row, 4),
            row.GetInt32(5),
            Rupiah(row, 6),
            row.IsDBNull(7) ? null : Rupiah(row, 7)));

    static DateTimeOffset Moment(DbDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);

    static Money Rupiah(DbDataReader row, int column) => row.GetInt64(column) is >= 0 and var sen
        ? new(sen, Currency.Idr)
        : throw new BadRowException("an amount is below zero");
}
