using Npgsql;
using Periksa.Bills;
using Periksa.Callbacks;
using Periksa.Disbursements;
using Periksa.Host.Connectors;
using Periksa.Inquiries;
using Periksa.Inquiries.Recording;
using Periksa.Inquiries.Routing;
using Periksa.Invoicing;
using Periksa.Monitoring;
using Periksa.Operators.Disbursements;
using Periksa.Partners;
using Periksa.Partners.Misses;
using Periksa.Partners.Tokens;
using Periksa.Postgres;
using Periksa.Postgres.Groups;
using Periksa.Postgres.Hosts;
using Periksa.Proof.SealedDays;
using Periksa.Retention;
using Periksa.Wire.Http;

namespace Periksa.Host;

/// <summary>Which part plays which role.</summary>
static class Composition
{
    public static ServedDialects KnownDialects { get; } = new([.. Host.Dialects.All.Select(dialect => dialect.Name)]);

    public static Task<Database> OpenDatabase(
        this WebApplicationBuilder builder, ILoggerFactory logs, CancellationToken interrupted) => Database.Open(
        DatabaseSettings.Read(builder.Configuration, Settings.Mode(builder.Configuration)),
        logs,
        tell: Banner.Teller(logs, Settings.Mode(builder.Configuration)),
        interrupted);

    public static void AddStore(this WebApplicationBuilder builder, Database database, Mode mode)
    {
        var services = builder.Services;
        services.AddSingleton(database);
        services.AddSingleton<LoggerFactory>();
        services.AddSingleton(all => new OutageLog(all.GetRequiredService<LoggerFactory>()));
        services.AddSingleton<ILoggerFactory>(all => all.GetRequiredService<OutageLog>());
        services.AddSingleton(database.Source);
        services.AddKeyedSingleton(Database.ReadsKey, database.Reads);
        services.AddKeyedSingleton(Database.WatchKey, database.Watch);
        services.AddSingleton<Deployment>();
        services.AddSingleton(Settings.Journal(builder.Configuration));
        services.AddSingleton(Settings.MasterKeys(builder.Configuration, mode));

        if (mode is Mode.Production)
            services.AddSingleton(TimeProvider.System);

        services.AddSingleton<MissBudgets>().AddSingleton<IMissBudgets>(all => all.GetRequiredService<MissBudgets>());
        services.AddSingleton<SpareConnections>().AddSingleton<InvoiceCounters>();
        services.AddHosted<MissAccounts>().AddSingleton<IMissAccounts>(all => all.GetRequiredService<MissAccounts>());
        services.AddHosted<InvoiceFolder>();   // stopped after the inquiry log, to fold the last of its lines
        services.AddSingleton<InquiryWriter>();
        services.AddHosted<InquiryLog>().AddSingleton<IInquiryLog>(all => all.GetRequiredService<InquiryLog>());
        services.AddHosted<QuestionLedger>()
            .AddSingleton<IQuestionLedger>(all => all.GetRequiredService<QuestionLedger>());
        services.AddHosted<AccountHits>().AddSingleton<IAccountHits>(all => all.GetRequiredService<AccountHits>());
        services.AddHosted<Days>();
        services.AddSingleton(KnownDialects);
        services.AddHosted<ReferenceCache>().AddSingleton<ICredentials>(all => all.GetRequiredService<ReferenceCache>())
            .AddSingleton<ITokenKeys>(all => all.GetRequiredService<ReferenceCache>());
        services.AddSingleton(HostIdentity.Of(builder.Configuration["Periksa:HostName"]));
        services.AddSingleton<DatabaseClock>()
            .AddSingleton<ISharedClock>(all => all.GetRequiredService<DatabaseClock>());
        services.AddHosted<HostWatch>();
        services.AddHosted<TokenKeys>();
        services.AddHosted<DayKeys>().AddSingleton<IDayKeys>(all => all.GetRequiredService<DayKeys>());
        services.AddHosted<Leniencies>().AddSingleton<ILeniency>(all => all.GetRequiredService<Leniencies>());
        services.AddSingleton<IOpenInquiries, OpenInquiries>();
        services.AddSingleton(all => new DisbursementStore(
            database.Source,
            database.Reads,
            all.GetRequiredService<ILogger<DisbursementStore>>(),
            all.GetService<SpareConnections>(),
            all.GetRequiredService<MissBudgets>())
        {
            AskFirstFor = Settings.AskFirstFor(builder.Configuration),
        });
        services.AddHostedService(all => all.GetRequiredService<DisbursementStore>())
            .AddSingleton<IDisbursementStore>(all => all.GetRequiredService<DisbursementStore>());
        services.AddHosted<BillStore>().AddSingleton<IBillStore>(all => all.GetRequiredService<BillStore>())
            .AddSingleton<IRequestStore>(all => all.GetRequiredService<BillStore>())
            .AddSingleton<IVirtualAccounts>(all => all.GetRequiredService<BillStore>());
        services.AddSingleton<IBillOffice, BillOffice>().AddSingleton(_ => new ListTurns(database.ListsAtOnce));

        services.AddSingleton<IInvoices, Invoices>().AddSingleton<InvoicePayments>();
        services.AddHosted<PaymentWorker>();
        services.AddHosted<DaySeals>();
        services.AddSingleton(Settings.Monitoring(builder.Configuration)).AddHosted<FigureWatch>();
        services.AddSingleton<TrafficTally>().AddSingleton<SavingsWatch>().AddHosted<TrafficWatch>();
    }

    /// <summary>Adds the daily retention run, as the role that owns the tables where that is another.</summary>
    public static void AddRetention(this WebApplicationBuilder builder, Database database)
    {
        const string owner = "owner";
        var services = builder.Services;
        services.AddSingleton(
            Settings.Retention(builder.Configuration) with { Answers = AnswerSettings.Kept(builder.Configuration) });
        services.AddKeyedSingleton(owner, (all, _) =>
            DayRetention.Connect(
                database.PrivateOwner ?? builder.Configuration.GetConnectionString("PeriksaOwner"),
                builder.Configuration.GetConnectionString("Periksa"))
            ?? all.GetRequiredService<NpgsqlDataSource>());
        services.AddSingleton(all => new DayRetention(all.GetRequiredKeyedService<NpgsqlDataSource>(owner)));
        services.AddHosted<RetentionWorker>();
    }

    /// <summary>Tells why requests are refused; in a sandbox, to the caller, too.</summary>
    public static void AddRefusals(this WebApplicationBuilder builder, Database database, Mode mode)
    {
        var services = builder.Services;
        services.AddSingleton(all => new RefusedRequests(
            all.GetRequiredService<ILogger<RefusedRequests>>(), TimeProvider.System, mode is Mode.Sandbox));
        services.AddSingleton(all => new RefusedSignatures(
            database.Source,
            all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<RefusedSignatures>>())
        {
            IsSandbox = mode is Mode.Sandbox,
        });
        services.AddHostedService(all => all.GetRequiredService<RefusedSignatures>())
            .AddSingleton<IRefusedSignatures>(all => all.GetRequiredService<RefusedSignatures>());
        if (mode is Mode.Sandbox)
            services.AddSingleton<RecentRequests>();
    }

    public static void AddEngine(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IThrottle, Throttle>();
        services.AddSingleton<IAccessTokens, AccessTokens>();
        services.AddSingleton<ICallerClock>(all => new CallerClock(
            all.GetRequiredService<TimeProvider>(), Settings.TimestampTolerance(builder.Configuration)));
        services.AddSingleton<IOnceStamps>(all => new OnceStamps(
            all.GetRequiredService<NpgsqlDataSource>(), Settings.TimestampTolerance(builder.Configuration)));
        services.AddRememberedAnswers(builder.Configuration);
        services.AddSingleton<BankLookups>().AddSingleton<CallbackComposer>();
        services.AddHosted<FollowUps>();
        services.AddSingleton<IAccountInquiries, AccountInquiries>();
        services.AddSingleton<IDisbursements, Transfers>().AddSingleton<Reversals>();
        services.AddHosted<Payouts>();
        services.AddSingleton<NoticedPayouts>().AddSingleton<DisbursementRemarks>()
            .AddSingleton<PayoutNotices>()
            .AddSingleton(new DisbursementTerms(Settings.AskFirstFor(builder.Configuration)));
        services.AddSingleton<IBillPayments, BillPayments>().AddSingleton<IPaymentRequests, PaymentRequests>();
    }

    public static void AddCallbacks(this WebApplicationBuilder builder, Mode mode)
    {
        var services = builder.Services;
        services.AddDialects();
        services.AddSingleton<OutboxSignal>().AddSingleton<IOutboxSignal>(
            all => all.GetRequiredService<OutboxSignal>());
        services.AddSingleton(all => new CourierOptions
        {
            IsSandbox = mode is Mode.Sandbox,
            Served = () => Served.At(all),
            Permitted = Settings.Networks(builder.Configuration, "Periksa:Callbacks:Permitted"),
        });
        services.AddSingleton<CallbackAdministration>().AddSingleton<TestCallback>();
        services.AddHosted<Courier>();
    }

    /// <summary>Has everything in memory and in place before the first request is let in.</summary>
    public static async Task Prepare(this WebApplication app, Mode mode)
    {
        var services = app.Services;
        var deployment = services.GetRequiredService<Deployment>();
        var memory = services.GetRequiredService<ReferenceCache>();
        await memory.Refresh(CancellationToken.None);
        RefuseSandboxCredentials(memory, mode);

        await deployment.Claim(Stamp(mode), CancellationToken.None);

        RefuseWrongMasterKey(memory);

        // As many looks as it takes to know whose clock is wrong, before anything is decided by it.
        var watch = services.GetRequiredService<HostWatch>();
        for (var looks = 0; looks < ClockOpinion.InARow; looks++)
            await watch.Look(CancellationToken.None);

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<Days>().MakeAround(now);
        await services.GetRequiredService<TokenKeys>().Renew(CancellationToken.None);

        if (mode is Mode.Sandbox)
            await SandboxMode.Load(services, now);

        await services.GetRequiredService<RouteWatch>().Look(CancellationToken.None);
        await memory.Refresh(CancellationToken.None);
    }

    /// <summary>Refuses what no host starts with, and changes nothing.</summary>
    public static async Task RefuseUnfit(Database database, ReferenceCache memory, Mode mode)
    {
        RefuseSandboxCredentials(memory, mode);
        await new Deployment(database.Watch).MustBe(Stamp(mode), CancellationToken.None);
        RefuseWrongMasterKey(memory);
    }

    public static string Stamp(Mode mode) => mode is Mode.Production ? "production" : "sandbox";

    // A database may have come by secrets that everybody knows, under whatever name.
    static void RefuseSandboxCredentials(ReferenceCache memory, Mode mode)
    {
        if (mode is Mode.Sandbox)
            return;

        var known = memory.Credentials.Where(PublicSecrets.AreOf).ToArray();
        if (known.Length > 0)
        {
            throw new SettingsException(
                $"Public secrets of the sandbox are in use by {string.Join(", ", known.Select(one => one.Name))}: give "
                + "these credentials others, or delete them, before you run in production.");
        }
    }

    // One secret that does not open is refused by itself; none that does is the operator's mistake, not a row's.
    static void RefuseWrongMasterKey(ReferenceCache memory)
    {
        if (memory.IsMasterKeyWrong)
        {
            throw new SettingsException(
                "The master key given here opens no secret in this database: set Periksa__MasterKey to the one that "
                + "sealed them, add that to Periksa__FormerMasterKeys, or seal the secrets anew.");
        }
    }

    internal static IServiceCollection AddHosted<T>(this IServiceCollection services) where T : class, IHostedService =>
        services.AddSingleton<T>().AddHostedService(all => all.GetRequiredService<T>());
}
