using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Inquiries;
using Periksa.Inquiries.Recording;
using Periksa.Invoicing;
using Periksa.Ledger;
using Periksa.Partners.Misses;
using Periksa.Partners.Sealing;
using Periksa.Postgres;
using Periksa.Sandbox.Store;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>A database of its own with two partners in it, and every part of the store working on it.</summary>
public sealed class Shop : IAsyncLifetime
{
    public const string Toko = "toko";
    public const string Warung = "warung";

    /// <summary>What is in it.</summary>
    public static readonly SandboxWorld World = new(
        [
            new(Toko, "Toko", true, Money.Rupiah(500_000), HasLimits: false, Sento("toko")),
            new(Warung, "Warung", true, Money.Rupiah(1500), HasLimits: true, Sento("warung")),
        ],
        [new("014", "0123456789", "John Doe", "active")],
        Bills: []);

    /// <summary>What seals this shop's secrets.</summary>
    public static readonly MasterKeys Seals = new(new MasterKey("shop", new byte[MasterKeys.KeyLength]));

    Database? _database;

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource Source => _database!.Source;

    /// <summary>A clock that the tests set by hand; it starts on 11 March 2025, 13:00 WIB.</summary>
    public SetClock Clock { get; } = new(new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero));

    /// <summary>The same clock, as what all hosts share.</summary>
    public TrustedClock Shared => field ??= new(Clock);

    public MissBudgets Budgets { get; } = new();

    public Invoices Invoices => new(Source, Source, new());

    public InvoicePayments Payments => new(Source, Clock, Shared, NullLogger<InvoicePayments>.Instance);

    public Deposits Deposits => new(Source, Clock);

    public SandboxStore Sandbox => new(Source, Seals);

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await TestServer.CreateDatabase();
        _database = await Database.Open(
            ConnectionString, null, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);
        await Sandbox.Load(World, Clock.GetUtcNow(), CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await _database!.DisposeAsync();

    public Task Load(SandboxWorld? world = null) =>
        Sandbox.Load(world ?? World, Clock.GetUtcNow(), CancellationToken.None);

    public Task Reset() => Sandbox.Reset(World, CancellationToken.None);

    /// <summary>An inquiry log that is already writing.</summary>
    public async Task<InquiryLog> OpenLog(InquiryLogOptions? options = null, NpgsqlDataSource? source = null)
    {
        var inquiryLog = ClosedLog(options ?? new(), source);
        await inquiryLog.StartAsync(CancellationToken.None);
        return inquiryLog;
    }

    /// <summary>A ledger of questions that is already writing.</summary>
    public async Task<QuestionLedger> OpenLedger()
    {
        var ledger = new QuestionLedger(Source, NullLogger<QuestionLedger>.Instance);
        await ledger.StartAsync(CancellationToken.None);
        return ledger;
    }

    /// <summary>The inquiry log of another host, which remembers for itself, already writing.</summary>
    public async Task<InquiryLog> OpenHost(MissBudgets? budgets = null)
    {
        var inquiryLog = new InquiryLog(
            new(Source, budgets ?? new(), new()), new(), NullLogger<InquiryLog>.Instance);
        await inquiryLog.StartAsync(CancellationToken.None);
        return inquiryLog;
    }

    /// <summary>An inquiry log with one writer that writes nothing until it is started: what it was handed before is
    /// one group.</summary>
    public InquiryLog ClosedLog(
        InquiryLogOptions? options = null, NpgsqlDataSource? source = null, ILogger<InquiryLog>? log = null) =>
        new(
            new(source ?? Source, Budgets, new()),
            options ?? new() { Writers = 1 },
            log ?? NullLogger<InquiryLog>.Instance);

    /// <summary>An inquiry of Toko's that found an account, asked now.</summary>
    public InquiryRecord Record(
        string partner = Toko, InquiryOutcome outcome = InquiryOutcome.Found, DateTimeOffset? at = null)
    {
        var askedAt = at ?? Clock.GetUtcNow();
        return new(
            new(Guid.CreateVersion7(askedAt)),
            askedAt,
            new("sento"),
            new(partner),
            new("014", "0123456789"),
            outcome,
            outcome is InquiryOutcome.Found ? "John Doe" : null,
            outcome is InquiryOutcome.Found or InquiryOutcome.NotFound ? Money.Rupiah(1000) : null,
            MissBudget: null,
            Keys: null);
    }

    /// <summary>An inquiry of SNAP's: with keys, and without a price.</summary>
    public InquiryRecord Keyed(OnceKeys keys, string partner = Toko, InquiryOutcome outcome = InquiryOutcome.Found) =>
        Record(partner, outcome) with { Dialect = new("ifortepay"), Price = null, Keys = keys };

    /// <summary>An inquiry that is about to be asked outside, to be closed within the minute.</summary>
    public OpenInquiry Opening(OnceKeys keys, string partner = Toko, string? credential = "MCPD1")
    {
        var record = Keyed(keys, partner);
        return new(
            record.Id,
            record.AskedAt,
            record.Dialect,
            new(partner),
            record.Account,
            keys,
            record.AskedAt.AddMinutes(1),
            credential is null ? null : new(new(credential), TimeSpan.FromMinutes(1)));
    }

    /// <summary>How an open inquiry ended.</summary>
    public InquiryRecord Closing(OpenInquiry inquiry, InquiryOutcome outcome = InquiryOutcome.Found) =>
        Keyed(inquiry.Keys, inquiry.Partner, outcome) with { Id = inquiry.Id, AskedAt = inquiry.AskedAt };

    /// <summary>Has so many inquiries billed on the day of <paramref name="at"/>, and returns their
    /// invoice.</summary>
    public async Task<InvoiceId> Bill(int inquiries, DateTimeOffset? at = null, string partner = Toko)
    {
        var inquiryLog = await OpenLog();
        var entries = await Task.WhenAll(
            Enumerable.Range(0, inquiries).Select(_ => inquiryLog.Record(Record(partner, at: at))));
        await inquiryLog.StopAsync(CancellationToken.None);
        return entries[0].Invoice!.Value;
    }

    public async Task<T> Ask<T>(string question, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T>(question, parameters);
    }

    public async Task Execute(string statement, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await connection.ExecuteAsync(statement, parameters);
    }

    /// <summary>Forgets all inquiries and what they used up, but no partner and no money.</summary>
    public Task ForgetInquiries() => Execute(
        "truncate inquiries, open_inquiries, day_keys, once_references, miss_budgets, callback_messages cascade");

    static SandboxSento Sento(string username) => new(username, $"key-of-{username}", Money.Rupiah(1000));

    public async Task<Money> Balance(string partner) => new(
        await Ask<long>(
            "select balance from ledger_accounts where owner = @partner and purpose = 'deposit'", new { partner }),
        Currency.Idr);
}

/// <summary>A clock that says what it was last told.</summary>
public sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
