using System.Net;
using System.Text;
using Dapper;
using Npgsql;
using Periksa.Ledger;
using Periksa.Partners.Sealing;

namespace Periksa.Sandbox.Store;

/// <summary>Adds who may ask in the sandbox, where they are missing.</summary>
sealed class SandboxCallers(NpgsqlConnection connection, MasterKeys seals)
{
    // Long before anything that a sandbox, whose clock only moves forward, can ask about.
    static readonly DateTime PricesHoldFrom = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    const string AddPartner = """
        insert into partners (id, name, active) values (@id, @name, @active) on conflict do nothing returning 1
        """;

    const string LiftLimits =
        "update partners set rate_per_second = null, rate_burst = null, miss_budget = null where id = @id";

    const string AddCredential = """
        insert into credentials (
            dialect, name, partner, api_key_hash, client_secret, client_id, public_key, addresses, must_sign,
            quirks, miss_budget, is_bank)
        values (@Dialect, @Name, @partner, @ApiKeyHash, @secret, @ClientId, @PublicKey, @Addresses, @MustSign,
            @Quirks, @MissBudget, @IsBank)
        on conflict do nothing returning 1
        """;

    const string AddEndpoint = """
        insert into callback_endpoints (dialect, credential, url) values (@Dialect, @Name, @url)
        on conflict do nothing
        """;

    const string AddPrice = """
        insert into prices (partner, dialect, from_at, amount)
        select @partner, @dialect, @from, @amount
        where not exists (select from prices where partner = @partner and dialect = @dialect)
        """;

    // A build before this was known has added it, too.
    const string SayBank = """
        update credentials set is_bank = true where dialect = @Dialect and name = @Name and not is_bank
        """;

    const string AddPayingAccount = """
        insert into paying_accounts (id, partner) values (@id, @partner) on conflict do nothing
        """;

    const string AddFee = """
        insert into fee_rules (partner, dialect, from_at, name, flat)
        select @partner, @dialect, @from, @Name, @flat
        where not exists (select from fee_rules where partner = @partner and dialect = @dialect)
        """;

    public async Task Add(SandboxPartner partner, DateTimeOffset now)
    {
        await Add(partner.Id, partner.Name, partner.Active, partner.HasLimits);

        var sento = new Caller("sento", partner.Sento.Username)
        {
            ApiKeyHash = ApiKeyHash.Digest(partner.Sento.ApiKey),
        };
        await Add(partner.Id, sento, secret: null, url: null);
        await Price(partner.Id, "sento", partner.Sento.Price);

        foreach (var credential in partner.Credentials)
        {
            await Add(partner.Id, credential);
            if (credential.PayingAccount is { Balance.IsPositive: true } account)
                await Movements.Move(connection, Opening(partner.Id, account, now));
        }

        foreach (var snap in partner.Snap)
        {
            var caller = new Caller(snap.Dialect, snap.ClientId)
            {
                PublicKey = snap.PublicKey, Quirks = [.. snap.Quirks],
            };
            await Add(partner.Id, caller, snap.ClientSecret, snap.CallbackUrl);
        }

        if (partner.SingaPay is { } singaPay)
            await Add(partner.Id, singaPay);

        if (partner.Biller is { } biller)
            await Add(partner.Id, biller);

        if (partner.Deposit.IsPositive)
            await Movements.Move(connection, Opening(partner, now));
    }

    public async Task Add(SandboxChannel channel)
    {
        await Add(channel.Id, channel.Name, active: true, channel.HasLimits);

        var caller = new Caller("ipg-channel", channel.Id)
        {
            Addresses = [.. channel.Addresses.Select(ToNetwork)],
            MustSign = channel.MustSign,
            MissBudget = channel.MissBudget,
        };
        await Add(channel.Id, caller, channel.ApiKey, url: null);

        foreach (var credential in channel.Credentials)
            await Add(channel.Id, credential, isBank: true);
    }

    async Task Add(string partner, SandboxCredential credential, bool isBank = false)
    {
        var caller = new Caller(credential.Dialect, credential.Name)
        {
            ApiKeyHash = credential.Key is { } key ? ApiKeyHash.Digest(key) : null,
            PublicKey = credential.PublicKey,
            Quirks = [.. credential.Quirks],
            IsBank = isBank,
        };
        await Add(partner, caller, credential.Secret, credential.CallbackUrl);
        if (isBank)
            await connection.ExecuteAsync(SayBank, new { credential.Dialect, credential.Name });
        if (credential.Price is { } price)
            await Price(partner, credential.Dialect, price);
        if (credential.PayingAccount is { } account)
            await AddAccount(partner, account.Id);
    }

    Task<int> Price(string partner, string dialect, Money price) => connection.ExecuteAsync(
        AddPrice, new { partner, dialect, from = PricesHoldFrom, amount = price.Minor });

    async Task Add(string partner, SandboxSingaPay credential)
    {
        var caller = new Caller("singapay", credential.PartnerId) { ClientId = credential.ClientId };
        await Add(partner, caller, credential.ClientSecret, credential.CallbackUrl);
        await AddAccount(partner, credential.Account);
        await connection.ExecuteAsync(AddFee, new
        {
            partner,
            dialect = "singapay",
            from = PricesHoldFrom,
            credential.Fee.Name,
            flat = credential.Fee.Amount.Minor,
        });
    }

    Task<int> AddAccount(string partner, string id) =>
        connection.ExecuteAsync(AddPayingAccount, new { id, partner });

    // Its key is found by its digest, and sealed to sign what it is told.
    Task Add(string partner, SandboxBiller biller) => Add(
        partner,
        new("ipg-biller", partner) { ApiKeyHash = ApiKeyHash.Digest(biller.ApiKey) },
        biller.ApiKey,
        biller.CallbackUrl);

    async Task Add(string id, string name, bool active, bool hasLimits)
    {
        var isNew = await connection.QuerySingleOrDefaultAsync<int?>(
            AddPartner, new { id, name, active }) is not null;

        if (isNew && !hasLimits)
            await connection.ExecuteAsync(LiftLimits, new { id });
    }

    async Task Add(string partner, Caller caller, string? secret, string? url)
    {
        var isNew = await connection.QuerySingleOrDefaultAsync<int?>(AddCredential, new
        {
            caller.Dialect,
            caller.Name,
            partner,
            caller.ApiKeyHash,
            secret = secret is null
                ? null
                : seals.Seal(
                    Encoding.UTF8.GetBytes(secret), Places.ClientSecret(new(caller.Dialect), new(caller.Name))),
            caller.ClientId,
            caller.PublicKey,
            caller.Addresses,
            caller.MustSign,
            caller.Quirks,
            caller.MissBudget,
            caller.IsBank,
        }) is not null;

        // A user who took the endpoint away does not want it back.
        if (isNew && url is not null)
            await connection.ExecuteAsync(AddEndpoint, new { caller.Dialect, caller.Name, url });
    }

    static Movement Opening(SandboxPartner partner, DateTimeOffset now) => TopUp.Of(
        AccountName.Deposit(new(partner.Id)), partner.Deposit, $"opening:{partner.Id}", now);

    static Movement Opening(string partner, SandboxPayingAccount account, DateTimeOffset now) => TopUp.Of(
        AccountName.Disbursing(new(partner), new(account.Id)), account.Balance, $"opening:{account.Id}", now);

    static IPNetwork ToNetwork(string address) =>
        IPAddress.Parse(address) is var parsed ? new(parsed, parsed.GetAddressBytes().Length * 8) : default;

    /// <summary>A row of credentials.</summary>
    sealed record Caller(string Dialect, string Name)
    {
        public byte[]? ApiKeyHash { get; init; }
        public string? ClientId { get; init; }
        public byte[]? PublicKey { get; init; }
        public IPNetwork[] Addresses { get; init; } = [];
        public bool MustSign { get; init; }
        public string[] Quirks { get; init; } = [];
        public int? MissBudget { get; init; }
        public bool IsBank { get; init; }
    }
}
