using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Inquiries.Recording;
using Periksa.Invoicing;
using Periksa.Ledger;
using Periksa.Partners;
using Periksa.Partners.Misses;
using Periksa.Partners.Sealing;
using Periksa.Postgres;
using Periksa.Sandbox;
using Periksa.Sandbox.Store;
using Periksa.Wire.Http;

namespace Periksa.Callbacks.Tests;

/// <summary>The sandbox's controls, served on this machine.</summary>
sealed class SandboxHost : IAsyncDisposable
{
    readonly WebApplication _app;

    SandboxHost(WebApplication app, Uri url) => (_app, Url, Client) = (app, url, new() { BaseAddress = url });

    public Uri Url { get; }

    public HttpClient Client { get; }

    public static async Task<SandboxHost> Open(PostOffice office)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        var clock = new SandboxClock();
        builder.Services
            .AddSingleton(office.Source).AddSingleton(office.Outbox)
            .AddKeyedSingleton(Database.ReadsKey, office.Source).AddKeyedSingleton(Database.WatchKey, office.Source)
            .AddSingleton(clock).AddSingleton<TimeProvider>(clock)
            .AddSingleton<ISharedClock>(new TrustedClock(clock))
            .AddSingleton(new MasterKeys(new MasterKey("test", new byte[MasterKeys.KeyLength])))
            .AddSingleton<MissBudgets>().AddSingleton<ReferenceCache>()
            .AddSingleton<ICredentials>(all => all.GetRequiredService<ReferenceCache>())
            .AddSingleton(new InquiryLogOptions()).AddSingleton<InvoiceCounters>().AddSingleton<InquiryWriter>()
            .AddSingleton<IInquiryLog, InquiryLog>().AddSingleton<IQuestionLedger, QuestionLedger>()
            .AddSingleton<IOpenInquiries, OpenInquiries>().AddSingleton<IConnector, NoBank>()
            .AddSingleton<BankLookups>().AddSingleton<CallbackComposer>().AddSingleton<FollowUps>()
            .AddSingleton<IOutboxSignal, OutboxSignal>()
            .AddSingleton<SandboxStore>().AddSingleton<SandboxInbox>().AddSingleton(World.Read())
            .AddSingleton<RecentRequests>().AddSingleton<SandboxTime>()
            .AddSingleton<InvoicePayments>().AddSingleton<Deposits>().AddSingleton<PayingAccounts>()
            .AddSingleton<IDisbursementStore, DisbursementStore>().AddSingleton(new PayoutBanks(new NoBank()))
            .AddSingleton<Payouts>().AddSingleton<Reversals>();

        var app = builder.Build();
        app.MapSandbox();
        await app.StartAsync();
        return new(app, new(app.Urls.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    /// <summary>Nobody asks about an account here, and nobody is paid.</summary>
    sealed class NoBank : IConnector, IPayoutBank
    {
        public Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel) =>
            Task.FromResult<BankReply>(new BankReply.Failed());

        public Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel) => NoWord;

        public Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel) => NoWord;

        static Task<PayoutReply> NoWord => Task.FromResult<PayoutReply>(new PayoutReply.NoWord());
    }
}
