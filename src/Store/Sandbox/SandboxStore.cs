using System.Text;
using Dapper;
using Npgsql;
using Periksa.Books;
using Periksa.Store.Books;
using Periksa.Store.Sealing;

namespace Periksa.Store.Sandbox;

/// <summary>Loads the sandbox world and moves its clock.</summary>
public sealed class SandboxStore(NpgsqlDataSource database, MasterKeys seals)
{
    // Long before anything that a sandbox, whose clock only moves forward, can ask about.
    static readonly DateTime PricesHoldFrom = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // Hosts look for changes twice a second.
    static readonly TimeSpan HostsLearnWithin = TimeSpan.FromSeconds(1);

    const string Recorded = """
        inquiries, open_inquiries, day_keys, once_references, invoices, daily_payments, miss_budgets,
        callback_attempts, callback_ended, callback_messages, callback_endpoints, laxities, refused_signatures,
        open_payouts, disbursement_steps, disbursements, paying_accounts, fee_rules,
        postings, movements, ledger_accounts, prices, credentials, partners,
        sandbox_accounts, sandbox_bills, sandbox_payouts, sandbox_inbox, sandbox_inbox_answers
        """;

    const string AddPartner = """
        insert into partners (id, name, active) values (@Id, @Name, @Active) on conflict do nothing returning 1
        """;

    const string LiftLimits =
        "update partners set rate_per_second = null, rate_burst = null, miss_budget = null where id = @Id";

    const string AddCredential = """
        insert into credentials (dialect, name, partner, api_key_hash) values ('sento', @username, @partner, @hash)
        on conflict do nothing
        """;

    const string AddPrice = """
        insert into prices (partner, dialect, from_at, amount)
        select @partner, 'sento', @from, @amount
        where not exists (select from prices where partner = @partner and dialect = 'sento')
        """;

    const string AddAccount = """
        insert into sandbox_accounts (bank_code, number, holder_name, status)
        values (@BankCode, @Number, @HolderName, @Status) on conflict do nothing
        """;

    const string AddSigning = """
        insert into credentials (dialect, name, partner, client_secret, client_id, public_key)
        values (@dialect, @name, @partner, @secret, @ClientId, @PublicKey)
        on conflict do nothing returning 1
        """;

    const string AddEndpoint = """
        insert into callback_endpoints (dialect, credential, url) values (@dialect, @name, @url)
        on conflict do nothing
        """;

    const string AddPayingAccount = """
        insert into paying_accounts (id, partner) values (@Account, @partner) on conflict do nothing
        """;

    const string AddFee = """
        insert into fee_rules (partner, dialect, from_at, name, flat)
        select @partner, 'singapay', @from, @Name, @flat
        where not exists (select from fee_rules where partner = @partner and dialect = 'singapay')
        """;

    const string AddBill = """
        insert into sandbox_bills (number, va_number, type, customer, name, total, paid, valid_until)
        values (@number, @VaNumber, @Type, @Customer, @Name, @total, @paid, @validUntil) on conflict do nothing
        """;

    // A key that was made in a time to come would sign until then, and no other be made.
    const string BringBackTokenKeys = "update token_keys set made_at = @now where made_at > @now";

    // Anything that happened at a time that real time has not reached yet.
    const string AheadOf = """
        select exists (select from inquiries where day >= @today and at > @now)
            or exists (select from open_inquiries where at > @now)
            or exists (select from callbacks where created_at > @now)
            or exists (select from callback_attempts where at > @now)
            or exists (select from invoices where paid_at > @now or payment_began_at > @now)
            or exists (select from movements where at > @now)
            or exists (select from disbursement_steps where at > @now)
        """;

    /// <summary>Adds what is missing of the world, and leaves alone what a user has changed.</summary>
    public async Task Load(SandboxWorld world, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Load(connection, world, now);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Empties everything, loads the world anew and goes back to real time.</summary>
    public async Task Reset(SandboxWorld world, CancellationToken cancel)
    {
        // Real time first, everywhere: what is still written in a time to come is then swept away with the rest.
        await Execute("update sandbox_clock set offset_seconds = 0", cancel);
        await Task.Delay(HostsLearnWithin, cancel);
        await Deadlock.Retried(() => Empty(world, cancel));
    }

    async Task<bool> Empty(SandboxWorld world, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        var now = TimeProvider.System.GetUtcNow();
        await connection.ExecuteAsync($"truncate {Recorded}");
        await connection.ExecuteAsync("update sandbox_clock set offset_seconds = 0");
        await connection.ExecuteAsync(BringBackTokenKeys, new { now = now.UtcDateTime });
        await Load(connection, world, now);
        await transaction.CommitAsync(cancel);
        return true;
    }

    async Task Execute(string statement, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(statement);
    }

    /// <summary>Moves the clock forward. False when that would pass <paramref name="furthest"/>.</summary>
    public Task<bool> Advance(TimeSpan by, TimeSpan furthest, CancellationToken cancel) =>
        Deadlock.Retried(() => AdvanceOnce(by, furthest, cancel));

    async Task<bool> AdvanceOnce(TimeSpan by, TimeSpan furthest, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        var offset = await connection.QuerySingleAsync<long>("select offset_seconds from sandbox_clock for update");
        var moved = TimeSpan.FromSeconds(offset) + by;
        if (moved > furthest)
            return false;

        await connection.ExecuteAsync(
            "update sandbox_clock set offset_seconds = @seconds", new { seconds = (long)moved.TotalSeconds });

        // The days around the new time exist before any host lives in it.
        var today = BusinessDay.Of(TimeProvider.System.GetUtcNow() + moved);
        await connection.ExecuteAsync(
            "select make_days(@first, @last)", new { first = today.AddDays(-1), last = today.AddDays(7) });

        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Goes back to real time. False when something is dated after it: history never lies in the
    /// future.</summary>
    public async Task<bool> ReturnToRealTime(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        await connection.ExecuteAsync("select 1 from sandbox_clock for update");
        var real = TimeProvider.System.GetUtcNow();
        var moment = new { now = real.UtcDateTime, today = BusinessDay.Of(real) };
        if (await connection.QuerySingleAsync<bool>(AheadOf, moment))
            return false;

        // Runs of days to come found nothing to pay, or this would be history; they are due again in their own
        // time.
        await connection.ExecuteAsync("delete from daily_payments where finished_at > @now", moment);
        await connection.ExecuteAsync(BringBackTokenKeys, moment);
        await connection.ExecuteAsync("update sandbox_clock set offset_seconds = 0");
        await transaction.CommitAsync(cancel);
        return true;
    }

    async Task Load(NpgsqlConnection connection, SandboxWorld world, DateTimeOffset now)
    {
        // Hosts that start together take turns.
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext('periksa'), hashtext('sandbox'))");

        foreach (var partner in world.Partners)
            await Load(connection, partner, now);

        await SandboxHistory.Load(connection, world.History);

        await connection.ExecuteAsync(AddAccount, world.Accounts);
        await connection.ExecuteAsync(AddBill, world.Bills.Select((bill, i) => new
        {
            number = i + 1,
            bill.VaNumber,
            bill.Type,
            bill.Customer,
            bill.Name,
            total = bill.Total.Minor,
            paid = bill.Paid.Minor,
            validUntil = (bill.ValidYears is { } years ? now.AddYears(years) : bill.ValidUntil)?.UtcDateTime,
        }));
    }

    async Task Load(NpgsqlConnection connection, SandboxPartner partner, DateTimeOffset now)
    {
        var isNew = await connection.QuerySingleOrDefaultAsync<int?>(AddPartner, partner) is not null;
        if (isNew && !partner.HasLimits)
            await connection.ExecuteAsync(LiftLimits, partner);

        await connection.ExecuteAsync(AddCredential, new
        {
            username = partner.Sento.Username,
            partner = partner.Id,
            hash = ApiKeyHash.Digest(partner.Sento.ApiKey),
        });

        foreach (var credential in partner.Snap)
            await Load(connection, partner.Id, credential);

        if (partner.SingaPay is { } singaPay)
            await Load(connection, partner.Id, singaPay);

        await connection.ExecuteAsync(
            AddPrice, new { partner = partner.Id, from = PricesHoldFrom, amount = partner.Sento.Price.Minor });

        if (partner.Deposit.IsPositive)
            await Ledger.Move(connection, Opening(partner, now));
    }

    static Movement Opening(SandboxPartner partner, DateTimeOffset now) => TopUp.Of(
        AccountName.Deposit(partner.Id), partner.Deposit, $"opening:{partner.Id}", now);

    Task Load(NpgsqlConnection connection, string partner, SandboxSnap credential) => AddCredentialAndEndpoint(
        connection,
        partner,
        new(credential.Dialect, credential.ClientId, ClientId: null, credential.PublicKey),
        credential.ClientSecret,
        credential.CallbackUrl);

    async Task Load(NpgsqlConnection connection, string partner, SandboxSingaPay credential)
    {
        await AddCredentialAndEndpoint(
            connection,
            partner,
            new("singapay", credential.PartnerId, credential.ClientId, PublicKey: null),
            credential.ClientSecret,
            credential.CallbackUrl);

        await connection.ExecuteAsync(AddPayingAccount, new { credential.Account, partner });
        await connection.ExecuteAsync(AddFee, new
        {
            partner, from = PricesHoldFrom, credential.Fee.Name, flat = credential.Fee.Amount.Minor,
        });
    }

    async Task AddCredentialAndEndpoint(
        NpgsqlConnection connection, string partner, SigningCredential signing, string clientSecret, string? url)
    {
        var (dialect, name) = (signing.Dialect, signing.Name);
        var secret = seals.Seal(Encoding.UTF8.GetBytes(clientSecret), Places.ClientSecret(dialect, name));
        var isNew = await connection.QuerySingleOrDefaultAsync<int?>(
            AddSigning, new { dialect, name, partner, secret, signing.ClientId, signing.PublicKey }) is not null;

        // A user who took the endpoint away does not want it back.
        if (isNew && url is not null)
            await connection.ExecuteAsync(AddEndpoint, new { dialect, name, url });
    }

    readonly record struct SigningCredential(string Dialect, string Name, string? ClientId, byte[]? PublicKey);
}
