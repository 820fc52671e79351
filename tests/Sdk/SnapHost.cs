using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Bills;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Sdk.Tests;

/// <summary>A SNAP dialect on a bare host, and what it counted.</summary>
sealed class SnapHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 28, 16, 14, 10, TimeSpan.Zero);

    readonly BareHost _host;

    SnapHost(BareHost host) => _host = host;

    public ScriptedLeniency Leniency { get; private init; } = new();

    public ScriptedAccountInquiries Inquiries { get; private init; } = new();

    /// <param name="change">What is special about the caller.</param>
    /// <param name="now">What the host's clock shows.</param>
    public static async Task<SnapHost> Open(
        SnapWire wire, Func<Credential, Credential>? change = null, DateTimeOffset? now = null)
    {
        var caller = change is null ? Caller(wire) : change(Caller(wire));
        var (leniency, accountInquiries) = (new ScriptedLeniency(), OneAccount());

        var host = await BareHost.Start(
            services => Furnish(services, caller, leniency, accountInquiries, now ?? Now), wire.Map);
        return new(host) { Leniency = leniency, Inquiries = accountInquiries };
    }

    /// <summary>All that a SNAP dialect needs.</summary>
    public static void Furnish(
        IServiceCollection services,
        Credential caller,
        ScriptedLeniency leniency,
        ScriptedAccountInquiries accountInquiries,
        DateTimeOffset now) => services
            .AddSingleton<TimeProvider>(new StoppedClock(now))
            .AddSingleton<ICallerClock, ScriptedCallerClock>()
            .AddSingleton<ICredentials>(new ScriptedCredentials(caller))
            .AddSingleton<IAccessTokens>(new ScriptedAccessTokens(caller.Caller))
            .AddSingleton<ILeniency>(leniency)
            .AddSingleton<IOnceStamps, ScriptedOnceStamps>()
            .AddSingleton<IRefusedSignatures, ScriptedRefusedSignatures>()
            .AddSingleton<IThrottle>(new ScriptedThrottle())
            .AddSingleton<IMissBudgets>(new ScriptedMissBudgets())
            .AddSingleton<IAccountInquiries>(accountInquiries)
            .AddSingleton<IDisbursements>(new ScriptedDisbursements())
            .AddSingleton<IDayKeys>(new ScriptedDayKeys())
            .AddSingleton<IBillPayments>(new ScriptedBillPayments())
            .AddSingleton<IBillOffice>(new ScriptedBillOffice())
            .AddSingleton<IPaymentRequests>(new ScriptedPaymentRequests());

    public static Credential Caller(SnapWire wire) => new(
        new(wire.Dialect), new(SnapSdk.Client), new(new("toko-maju"), Active: true))
    {
        ClientSecret = new(SnapSdk.Secret),
        PublicKey = SnapSdk.PublicKey,
    };

    /// <summary>Knows the one account that every SDK asks about.</summary>
    public static ScriptedAccountInquiries OneAccount() =>
        new ScriptedAccountInquiries().Knows("014", "0123456789", new InquiryAnswer.Found(
        new(new(Guid.Parse("019ac001-5cb8-7a3c-9d42-6f0e8b7c2d11")), Invoice: null, Money.Rupiah(500_000)),
        "John Doe",
        BankList.Published.Find("014")!));

    /// <summary>Code and message, e.g. <c>4004201 Invalid Field Format amount</c>.</summary>
    public async Task<string> Say(Sent sent)
    {
        using var request = sent.ToRequest();
        using var reply = await _host.Client.SendAsync(request);
        using var body = JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync());
        return $"{body.RootElement.GetProperty("responseCode")} {body.RootElement.GetProperty("responseMessage")}";
    }

    public string Counted => string.Join(", ", Leniency.Counted.Select(one => one.What));

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
