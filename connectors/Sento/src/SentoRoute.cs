using System.Diagnostics;
using System.Text.Json;
using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Sento;

/// <summary>Asks Sento about one account. It answers at once, or not at all.</summary>
public sealed class SentoRoute(SentoRouteOptions options) : IRoute, IDisposable
{
    readonly ProviderClient _provider = new(options.ServiceBase, options.Connection);

    public RouteName Name => options.Name;

    public LateMode Late => LateMode.None;

    public TimeSpan Budget => options.Budget;

    public async Task<BankReply> Ask(BankQuestion question, CancellationToken cancel)
    {
        var account = question.Account;
        var bank = options.BankCodes.GetValueOrDefault(account.BankCode, account.BankCode);

        return await _provider.Send(Request(new(bank, account.Number)), cancel) switch
        {
            ProviderReply.Answered answered => Answers.Read(answered, account, bank),
            ProviderReply.NotSent nothing => new BankReply.NotAsked(
                RouteFault.Unreachable, $"There is no connection to it: {nothing.Why}."),
            ProviderReply.Lost => new BankReply.Unclear(),
            _ => throw new UnreachableException(),
        };
    }

    public void Dispose() => _provider.Dispose();

    ProviderRequest Request(InquiryRequest inquiry) => new(HttpMethod.Post, options.Path)
    {
        Headers =
        [
            new("Accept", "application/json"),
            new(options.UserHeader, options.Username),
            new("x-api-key", options.ApiKey),
        ],
        ContentType = "application/json",
        Body = JsonSerializer.SerializeToUtf8Bytes(inquiry, SentoJson.Default.InquiryRequest),
    };
}
