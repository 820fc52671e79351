using Dapper;
using Npgsql;

namespace Periksa.Operators.Credentials;

/// <summary>The table of credentials, as operators read and write it.</summary>
static class CredentialRows
{
    const string Columns = """
        c.dialect, c.name, c.partner, c.client_id as ClientId, c.secret_at as SecretAt,
        encode(sha256(c.public_key), 'hex') as PublicKeySha256,
        case when c.former_until > clock_now() then c.former_until end as FormerUntil,
        c.revoked_at as RevokedAt, c.addresses::text[] as Addresses, c.must_sign as MustSign, c.quirks,
        c.miss_budget as MissBudget, c.is_bank as IsBank, c.va_refusal as VaRefusal, c.va_expired as VaExpired,
        c.va_repeat as VaRepeat, c.version,
        (select url from callback_endpoints e where e.dialect = c.dialect and e.credential = c.name) as CallbackUrl
        """;

    const string One = $"select {Columns} from credentials c where c.dialect = @dialect and c.name = @name";

    // For no longer than this transaction: whoever edits it after sees what this has made of it.
    const string Lock = "select 1 from credentials where dialect = @dialect and name = @name for update";

    const string Some = $"""
        select {Columns} from credentials c
        where (@partner::text is null or c.partner = @partner)
          and (c.dialect, c.name collate "C") > (@dialect, @name collate "C")
        order by c.dialect, c.name collate "C"
        limit @limit
        """;

    const string Insert = """
        insert into credentials (dialect, name, partner, client_id, api_key_hash, client_secret, public_key, must_sign,
                                 generation)
        values (@Dialect, @Name, @Partner, @ClientId, @ApiKeyHash, @ClientSecret, @PublicKey, @MustSign,
                microseconds(clock_timestamp()))
        on conflict (dialect, name) do nothing
        returning 1
        """;

    // Of a partner whose credential of this name was revoked: another generation, so that no old token is good again.
    const string InsertAgain = """
        update credentials
        set client_id = @ClientId, api_key_hash = @ApiKeyHash, client_secret = @ClientSecret, public_key = @PublicKey,
            must_sign = @MustSign, generation = microseconds(clock_timestamp()), revoked_at = null
        where dialect = @Dialect and name = @Name and partner = @Partner and revoked_at is not null
        returning 1
        """;

    // A key that stays is no former one. Without an overlap nothing is: not the tokens either.
    const string Replace = """
        update credentials
        set former_until = f.until,
            former_api_key_hash = case when f.until is not null then api_key_hash end,
            former_client_secret = case when f.until is not null then client_secret end,
            former_public_key = case when f.until is not null and @PublicKey is not null then public_key end,
            former_generation = case when f.until is not null then generation end,
            api_key_hash = @ApiKeyHash, client_secret = @ClientSecret, public_key = coalesce(@PublicKey, public_key),
            generation = microseconds(clock_timestamp())
        from (select case when @overlap > interval '0' then clock_now() + @overlap end as until) f
        where dialect = @Dialect and name = @Name
        """;

    const string End = """
        update credentials
        set revoked_at = clock_now(), must_sign = true, generation = microseconds(clock_timestamp()),
            api_key_hash = null, client_secret = null, public_key = null, former_until = null,
            former_api_key_hash = null, former_client_secret = null, former_public_key = null, former_generation = null
        where dialect = @dialect and name = @name
        """;

    const string Change = """
        update credentials
        set addresses = @addresses::cidr[], must_sign = @MustSign, quirks = @quirks, miss_budget = @MissBudget,
            is_bank = @IsBank, va_refusal = @VaRefusal, va_expired = @VaExpired, va_repeat = @VaRepeat
        where dialect = @Dialect and name = @Name
        """;

    const string CallBack = """
        insert into callback_endpoints (dialect, credential, url) values (@dialect, @name, @url)
        on conflict (dialect, credential) do update set url = excluded.url
        """;

    const string CallNobody = "delete from callback_endpoints where dialect = @dialect and credential = @name";

    public static async Task<CredentialEntry?> Find(
        NpgsqlConnection connection, string dialect, string name, CancellationToken cancel = default) =>
        (await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(One, new { dialect, name }, cancellationToken: cancel)))?.ToEntry();

    /// <summary>The same, kept from others until the transaction is over.</summary>
    public static async Task<CredentialEntry?> Take(NpgsqlConnection connection, string dialect, string name)
    {
        await connection.ExecuteAsync(Lock, new { dialect, name });
        return await Find(connection, dialect, name);
    }

    public static async Task<IEnumerable<CredentialEntry>> List(
        NpgsqlConnection connection, string? partner, (string Dialect, string Name) after, int limit,
        CancellationToken cancel) =>
        (await connection.QueryAsync<Row>(new CommandDefinition(
            Some, new { partner, after.Dialect, after.Name, limit }, cancellationToken: cancel)))
        .Select(row => row.ToEntry());

    /// <returns>False where there is one of that name already that is not this partner's revoked one.</returns>
    public static async Task<bool> Add(NpgsqlConnection connection, NewCredential one) =>
        await connection.QuerySingleOrDefaultAsync<int?>(Insert, one) is not null
        || await connection.QuerySingleOrDefaultAsync<int?>(InsertAgain, one) is not null;

    public static Task Rotate(NpgsqlConnection connection, NewCredential to, TimeSpan overlap) =>
        connection.ExecuteAsync(
            Replace, new { to.Dialect, to.Name, to.ApiKeyHash, to.ClientSecret, to.PublicKey, overlap });

    public static Task Revoke(NpgsqlConnection connection, string dialect, string name) =>
        connection.ExecuteAsync(End, new { dialect, name });

    public static Task Edit(NpgsqlConnection connection, CredentialEntry to) => connection.ExecuteAsync(Change, new
    {
        to.Dialect,
        to.Name,
        addresses = to.Addresses.ToArray(),
        to.MustSign,
        quirks = to.Quirks.ToArray(),
        to.MissBudget,
        to.IsBank,
        to.VaRefusal,
        to.VaExpired,
        to.VaRepeat,
    });

    public static Task SetCallback(NpgsqlConnection connection, string dialect, string name, string? url) =>
        connection.ExecuteAsync(url is null ? CallNobody : CallBack, new { dialect, name, url });

    // As Dapper fills it.
    sealed class Row
    {
        public required string Dialect { get; init; }
        public required string Name { get; init; }
        public required string Partner { get; init; }
        public string? ClientId { get; init; }
        public DateTime? SecretAt { get; init; }
        public string? PublicKeySha256 { get; init; }
        public DateTime? FormerUntil { get; init; }
        public DateTime? RevokedAt { get; init; }
        public string[] Addresses { get; init; } = [];
        public bool MustSign { get; init; }
        public string[] Quirks { get; init; } = [];
        public int? MissBudget { get; init; }
        public bool IsBank { get; init; }
        public required string VaRefusal { get; init; }
        public required string VaExpired { get; init; }
        public required string VaRepeat { get; init; }
        public string? CallbackUrl { get; init; }
        public long Version { get; init; }

        public CredentialEntry ToEntry() => new()
        {
            Dialect = Dialect,
            Name = Name,
            Partner = Partner,
            ClientId = ClientId,
            SecretAt = Moment(SecretAt),
            PublicKeySha256 = PublicKeySha256,
            FormerUntil = Moment(FormerUntil),
            RevokedAt = Moment(RevokedAt),
            Addresses = Addresses,
            MustSign = MustSign,
            Quirks = Quirks,
            MissBudget = MissBudget,
            IsBank = IsBank,
            VaRefusal = VaRefusal,
            VaExpired = VaExpired,
            VaRepeat = VaRepeat,
            CallbackUrl = CallbackUrl,
            Version = Version,
        };

        static DateTimeOffset? Moment(DateTime? utc) => utc is { } known ? new(known, TimeSpan.Zero) : null;
    }
}

/// <summary>What is written of a credential that has new secrets: digests, and what is sealed.</summary>
sealed record NewCredential(string Dialect, string Name, string Partner)
{
    public string? ClientId { get; init; }

    public byte[]? ApiKeyHash { get; init; }

    /// <summary>Sealed.</summary>
    public byte[]? ClientSecret { get; init; }

    public byte[]? PublicKey { get; init; }

    public bool MustSign { get; init; }
}
