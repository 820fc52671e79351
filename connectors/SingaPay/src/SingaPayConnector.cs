using System.Diagnostics;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.SingaPay;

/// <summary>SingaPay: says at once whose account it is, pays out, and tells when a payout has ended.</summary>
public sealed class SingaPayConnector : ITokenRoute, IPayoutCallbacks, IDisposable
{
    // A payout has two seconds; whoever has no token in one would hear nothing in the other.
    static readonly TimeSpan PayoutTokenPatience = TimeSpan.FromSeconds(1);

    readonly SingaPayOptions _options;
    readonly ProviderClient _client;
    readonly ProviderClient _payouts;
    readonly Requests _requests;
    readonly Webhooks _webhooks;
    readonly AccessTokens _access;
    readonly Conversation _conversation;

    // Over connections of their own: questions that are not answered must not keep money waiting.
    readonly Conversation _paying;

    /// <param name="tokens">Its access tokens, shared by all hosts.</param>
    /// <param name="clock">Real time, which the provider's clock is held against.</param>
    /// <exception cref="FormatException">The account is none; its message says so.</exception>
    public SingaPayConnector(SingaPayOptions options, IProviderTokens tokens, TimeProvider? clock = null)
    {
        if (options.AccountId.Length is 0 || !options.AccountId.All(IsOfAccounts))
            throw new FormatException("AccountId has letters and digits alone");

        _options = options;
        _client = new(options.ServiceBase, options.Connection);
        _payouts = new(options.ServiceBase, options.Connection);
        _requests = new(options, clock ?? TimeProvider.System);
        _webhooks = new(options);
        _access = new(options, _requests, _payouts, tokens);
        _conversation = new(_access, _client);
        _paying = new(_access, _payouts);
    }

    public RouteName Name => _options.Name;

    public LateMode Late => LateMode.None;

    public TimeSpan Budget => _options.Budget;

    /// <summary>An order is known by its account and our name for it: from another account it would be
    /// another.</summary>
    public string PaysFrom => _options.AccountId;

    /// <summary>The page does not say within which time a transfer can be found. Who sends one twice is refused the
    /// second time, so this is only the more careful.</summary>
    public TimeSpan OnTheWay { get; } = TimeSpan.FromSeconds(60);

    public bool CanPay(BankAccount beneficiary) => BankWords.Of(beneficiary.BankCode) is not null;

    public async Task<string?> FindTokenFault(CancellationToken cancel) =>
        (await _access.Get(refused: null, PayoutTokenPatience, cancel)).Fault?.Why;

    public async Task<BankReply> Ask(BankQuestion question, CancellationToken cancel)
    {
        var account = question.Account;
        if (BankWords.Of(account.BankCode) is not { } bank)
        {
            return new BankReply.NotAsked(
                RouteFault.Misconfigured, $"It cannot be asked about the bank {account.BankCode}.");
        }

        var outcome = await _conversation.Send(
            token => _requests.CheckBeneficiary(token, bank, account.Number), Budget / 2, cancel);
        return outcome.Reply switch
        {
            ProviderReply.Answered answered => Beneficiaries.Read(answered, account),
            ProviderReply.NotSent nothing => new BankReply.NotAsked(
                RouteFault.Unreachable, $"There is no connection to it: {nothing.Why}."),
            ProviderReply.Lost => new BankReply.Unclear(),
            null => new BankReply.NotAsked(outcome.Fault!.Fault, outcome.Fault.Why),
            _ => throw new UnreachableException(),
        };
    }

    public async Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel)
    {
        if (BankWords.Of(order.Beneficiary.BankCode) is not { } bank)
            return new PayoutReply.NotSent { Why = $"It does not pay into the bank {order.Beneficiary.BankCode}." };

        var outcome = await _paying.Send(
            token => _requests.Transfer(token, order, bank), PayoutTokenPatience, cancel);
        return outcome.Reply is ProviderReply.Answered answered
            ? Orders.ReadTransfer(answered, order)
            : Nothing(outcome);
    }

    public async Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel)
    {
        var outcome = await _paying.Send(
            token => _requests.AskStatus(token, order), PayoutTokenPatience, cancel);
        return outcome.Reply is ProviderReply.Answered answered
            ? Orders.ReadStatus(answered, order)
            : new PayoutReply.NoWord { Why = Nothing(outcome).Why };
    }

    public PayoutNotice Read(CallbackCall call) => _webhooks.Read(call);

    public void Dispose()
    {
        _client.Dispose();
        _payouts.Dispose();
    }

    static PayoutReply Nothing(Outcome outcome)
    {
        var why = outcome.Reply is ProviderReply.NotSent nothing
            ? $"There is no connection to it: {nothing.Why}."
            : outcome.Fault?.Why;
        return outcome.HasLeft ? new PayoutReply.NoWord { Why = why } : new PayoutReply.NotSent { Why = why };
    }

    // It becomes a part of paths.
    static bool IsOfAccounts(char one) => char.IsAsciiLetterOrDigit(one) || one is '-' or '_';
}
