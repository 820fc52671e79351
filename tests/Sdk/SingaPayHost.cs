using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.SingaPay;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Sdk.Tests;

/// <summary>SingaPay on a bare host.</summary>
sealed class SingaPayHost : IAsyncDisposable
{
    public const string Partner = "b3ed7d4b-a96c-6c08-b3c7-12c3124242d9";
    public const string Client = "singapay-tokomaju";
    public const string Secret = "singapay-sandbox-secret-tokomaju";
    public const string Account = "01JZ0T0K0MAJ0000000000000A";
    public const string Stamp = "1795882450";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_795_882_450);

    readonly BareHost _host;

    SingaPayHost(BareHost host) => _host = host;

    public ScriptedDisbursements Disbursements { get; private init; } = new();

    public static async Task<SingaPayHost> Open()
    {
        var caller = new Credential(new("singapay"), new(Partner), new(new("toko-maju"), Active: true))
        {
            ClientId = Client,
            ClientSecret = new(Secret),
            PayingAccounts = [new(Account)],
        };
        var disbursements = new ScriptedDisbursements();

        var host = await BareHost.Start(
            services => services
                .AddSingleton<TimeProvider>(new StoppedClock(Now))
                .AddSingleton<ICallerClock, ScriptedCallerClock>()
                .AddSingleton<ICredentials>(new ScriptedCredentials(caller))
                .AddSingleton<IAccessTokens>(new ScriptedAccessTokens(caller.Caller))
                .AddSingleton<IThrottle>(new ScriptedThrottle())
                .AddSingleton<IMissBudgets>(new ScriptedMissBudgets())
                .AddSingleton<IDisbursements>(disbursements)
                .AddSingleton<IAccountInquiries>(
                    new ScriptedAccountInquiries().Knows("002", "1234567890000", new InquiryAnswer.Found(
                    new(new(Guid.Parse("019ac001-5cb8-7a3c-9d42-6f0e8b7c2d11")), Invoice: null),
                    "Cengkal Marpaung",
                    BankList.Published.Find("002")!))),
            routes => routes.MapSingaPay());
        return new(host) { Disbursements = disbursements };
    }

    /// <summary>HTTP status and code; version 1 has no code beside the status.</summary>
    public async Task<string> Say(Sent sent)
    {
        using var request = sent.ToRequest();
        using var reply = await _host.Client.SendAsync(request);
        using var body = JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync());
        return body.RootElement.TryGetProperty("response_code", out var code)
            ? $"{(int)reply.StatusCode} {code}"
            : $"{(int)reply.StatusCode}";
    }

    public static string Sign(string text) => Convert.ToHexStringLower(
        HMACSHA512.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text)));

    public static string Digest(string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
