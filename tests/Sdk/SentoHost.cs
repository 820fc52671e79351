using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.Sento;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Sdk.Tests;

/// <summary>Sento on a bare host.</summary>
sealed class SentoHost : IAsyncDisposable
{
    public const string User = "tokomaju";
    public const string Key = "sento-sandbox-tokomaju-7Qm2";
    public const string Question = """{"bank_code":"008","account_number":"12341234"}""";
    public const string Target = "/api/account-inquiry";

    static readonly DateTimeOffset Now = new(2026, 11, 28, 16, 14, 10, TimeSpan.Zero);

    readonly BareHost _host;

    SentoHost(BareHost host) => _host = host;

    public ScriptedLeniency Leniency { get; private init; } = new();

    public static async Task<SentoHost> Open()
    {
        var caller = new Credential(new("sento"), new(User), new(new("toko-maju"), Active: true))
        {
            ApiKey = new(ApiKeyHash.Digest(Key)),
            Prices = new([new(DateTimeOffset.UnixEpoch, Money.Rupiah(1000))]),
        };
        var other = caller with { Name = new("warungjaya"), Partner = new(new("warung-jaya"), Active: true) };
        var leniency = new ScriptedLeniency();

        var host = await BareHost.Start(
            services => services
                .AddSingleton<TimeProvider>(new StoppedClock(Now))
                .AddSingleton<ICredentials>(new ScriptedCredentials(caller, other))
                .AddSingleton<ILeniency>(leniency)
                .AddSingleton<IThrottle>(new ScriptedThrottle())
                .AddSingleton<IMissBudgets>(new ScriptedMissBudgets())
                .AddSingleton<IInvoices>(new ScriptedInvoices())
                .AddSingleton<IAccountInquiries>(
                    new ScriptedAccountInquiries().Knows("008", "12341234", new InquiryAnswer.Found(
                    new(new(Guid.Parse("019ac001-5cb8-7a3c-9d42-6f0e8b7c2d11")), Invoice: null),
                    "John Doe",
                    BankList.Published.Find("008")!))),
            new SentoDialect().Map);
        return new(host) { Leniency = leniency };
    }

    /// <summary>HTTP status and business code, e.g. <c>200 000</c>.</summary>
    public async Task<string> Say(Sent sent)
    {
        using var request = sent.ToRequest();
        using var reply = await _host.Client.SendAsync(request);
        using var body = JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync());
        return $"{(int)reply.StatusCode} {body.RootElement.GetProperty("status").GetProperty("code")}";
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
