using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Iluma;

/// <summary>Asks Iluma about one account: it takes the question, gives it an id, and calls back or is asked for the
/// answer by that.</summary>
public sealed class IlumaRoute : IPolledRoute, ICallbackRoute, IDisposable
{
    readonly IlumaRouteOptions _options;
    readonly IlumaBanks _banks;
    readonly ProviderClient _provider;
    readonly Callbacks _callbacks;
    readonly string _authorization;

    public IlumaRoute(IlumaRouteOptions options)
    {
        if (options.Late is LateMode.Create)
            ArgumentException.ThrowIfNullOrEmpty(options.CallbackToken);

        _options = options;
        _banks = new(options.BankCodes);
        _provider = new(options.ServiceBase, options.Connection);
        _callbacks = new(options, _banks);
        _authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(options.ApiKey + ":"));
    }

    public RouteName Name => _options.Name;

    public LateMode Late => _options.Late;

    public LateTimes Times => _options.Times;

    public TimeSpan Budget => _options.Budget;

    public Task<BankReply> Ask(BankQuestion question, CancellationToken cancel)
    {
        var account = question.Account;
        if (_banks.Word(account.BankCode) is not { } bank)
        {
            return Task.FromResult<BankReply>(new BankReply.NotAsked(
                RouteFault.Misconfigured, $"The settings have no word of its own for the bank {account.BankCode}."));
        }

        var body = new DataRequest(bank, account.Number, _options.SentName, Reference(question));
        var request = new ProviderRequest(HttpMethod.Post, _options.Path)
        {
            Headers = Headers,
            ContentType = "application/json",
            Body = JsonSerializer.SerializeToUtf8Bytes(body, IlumaJson.Exact.DataRequest),
        };
        return Send(request, question, bank, id: null, cancel);
    }

    /// <summary>Asks for the answer, which is below the path that the question was sent to.</summary>
    public Task<BankReply> Get(BankQuestion question, string providerId, CancellationToken cancel)
    {
        var request = new ProviderRequest(HttpMethod.Get, $"{_options.Path}/{Uri.EscapeDataString(providerId)}")
        {
            Headers = Headers,
        };
        var bank = _banks.Word(question.Account.BankCode) ?? question.Account.BankCode;
        return Send(request, question, bank, providerId, cancel);
    }

    public ProviderCallback Read(CallbackCall call) => _callbacks.Read(call);

    public void Dispose() => _provider.Dispose();

    KeyValuePair<string, string>[] Headers => [new("Accept", "application/json"), new("Authorization", _authorization)];

    async Task<BankReply> Send(
        ProviderRequest request, BankQuestion question, string bank, string? id, CancellationToken cancel) =>
        await _provider.Send(request, cancel) switch
        {
            ProviderReply.Answered answered => Answers.Read(
                answered, question.Account, bank, Reference(question), id, _options.SentName),
            ProviderReply.NotSent nothing => new BankReply.NotAsked(
                RouteFault.Unreachable, $"There is no connection to it: {nothing.Why}."),
            ProviderReply.Lost => new BankReply.Unclear(),
            _ => throw new UnreachableException(),
        };

    static string Reference(BankQuestion question) => question.Id.Value.ToString("N", CultureInfo.InvariantCulture);
}
