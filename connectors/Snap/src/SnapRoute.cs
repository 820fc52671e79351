using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Snap;

/// <summary>Asks whose account it is at a bank or provider that speaks SNAP: service 15, 16 or 42.</summary>
public sealed class SnapRoute : ICallbackRoute, ITokenRoute, IDisposable
{
    readonly SnapRouteOptions _options;
    readonly ProviderClient _client;
    readonly ProviderClient _tokenClient;
    readonly BankCodes _banks;
    readonly Questions _questions;
    readonly Requests _requests;
    readonly AccessTokens _tokens;
    readonly Conclusions _conclusions;
    readonly Callbacks _callbacks;

    /// <param name="connector">Whose access tokens are used; several rails may share them.</param>
    /// <param name="connection">How to connect.</param>
    /// <param name="clock">Real time, which the provider's clock is held against.</param>
    /// <exception cref="FormatException">An option is missing or malformed; its message shows no secret.</exception>
    public SnapRoute(
        RouteName name,
        string connector,
        SnapRouteOptions options,
        IProviderTokens tokens,
        ProviderClientOptions? connection = null,
        TimeProvider? clock = null)
    {
        OptionChecks.Demand(options);
        Name = name;
        _options = options;
        _banks = new(options);
        var references = new References(options);
        _questions = new(options, _banks, references);
        _requests = new(options, clock ?? TimeProvider.System);
        _conclusions = new(options, _banks, references, _questions.SendsExpectedName);
        _callbacks = new(options, _conclusions, references);
        _client = new(options.ServiceBase!, connection);
        _tokenClient = options.TokenBase is { } tokenBase ? new(tokenBase, connection) : _client;
        _tokens = new(connector, options, _requests, _tokenClient, tokens);
    }

    public RouteName Name { get; }

    public LateMode Late => _options.Late;

    public LateTimes Times => new(_options.Schedule, _options.GiveUp);

    public TimeSpan Budget => _options.Budget;

    public async Task<BankReply> Ask(BankQuestion question, CancellationToken cancel)
    {
        if (_questions.Write(question) is not { } body)
        {
            return new BankReply.NotAsked(
                RouteFault.Misconfigured, $"It cannot be asked about the bank {question.Account.BankCode}");
        }

        string? refused = null;
        var isIdRepeated = false;
        while (true)
        {
            var (token, fault) = _options.Signature is SnapSignature.Symmetric
                ? await _tokens.Get(refused, cancel)
                : (null, null);
            if (fault is not null)
                return fault;

            var reply = await _client.Send(_requests.Ask(body, token), cancel);
            if (reply is not ProviderReply.Answered answered)
                return Say(reply);

            var fields = AnswerFields.TryRead(answered.Body, _options);
            var outcome = _conclusions.Sort(answered.Status, fields);
            if (outcome is SnapOutcome.TokenRefused && token is not null && refused is null)
                refused = token;
            else if (outcome is SnapOutcome.ExternalIdUsed && !isIdRepeated)
                isIdRepeated = true;
            else
                return _conclusions.Reply(outcome, fields, question);
        }
    }

    public async Task<string?> FindTokenFault(CancellationToken cancel) => _options.Signature is SnapSignature.Symmetric
        ? (await _tokens.Get(refused: null, cancel)).Fault?.Why
        : null;

    public ProviderCallback Read(CallbackCall call) => _callbacks.Read(call);

    public void Dispose()
    {
        _client.Dispose();
        _tokenClient.Dispose();
    }

    // What was lost may have arrived, and been answered.
    static BankReply Say(ProviderReply reply) => reply is ProviderReply.NotSent notSent
        ? new BankReply.NotAsked(RouteFault.Unreachable, notSent.Why)
        : new BankReply.Unclear();
}
