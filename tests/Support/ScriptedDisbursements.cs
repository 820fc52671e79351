using Periksa.Disbursements;

namespace Periksa.Tests.Support;

/// <summary>Disbursements from a list, and a desk that takes every order unless its script says otherwise. Nothing
/// moves: what it took is not found afterwards.</summary>
public sealed class ScriptedDisbursements(params IEnumerable<Disbursement> known) : IDisbursements
{
    /// <summary>What it calls the transfer that it takes.</summary>
    public const string TransactionId = "331222025121209092460774035";

    /// <summary>What every transfer costs.</summary>
    public static readonly Fee Fee = new("Transfer Fee", Money.Rupiah(1000));

    /// <summary>What stands on every account after a transfer.</summary>
    public static readonly Money BalanceAfter = Money.Rupiah(1_000_000);

    readonly Dictionary<(PayingAccountId Account, Reference Reference), Disbursement> _known =
        known.ToDictionary(one => (one.Account, one.Reference));

    readonly Dictionary<string, Func<TransferAnswer>> _answers = [];
    readonly Dictionary<string, Func<Fee?>> _fees = [];
    readonly Dictionary<string, PayingAccount> _accounts = [];
    readonly Dictionary<string, TransferRefusal> _refusals = [];

    /// <summary>What becomes of a transfer that it takes, by the time its caller hears of it.</summary>
    public Func<Disbursement, Disbursement> Course { get; init; } = static debited => debited;

    /// <summary>The last order it heard, whatever it said to it.</summary>
    public TransferOrder? Ordered { get; private set; }

    /// <summary>What was looked for last.</summary>
    public (PayingAccountId Account, Reference Reference)? Sought { get; private set; }

    /// <summary>What was looked for last by a partner's name.</summary>
    public TransferName? SoughtByName { get; private set; }

    /// <summary>The account that was last looked at.</summary>
    public string? SoughtAccount { get; private set; }

    /// <summary>Says this to an order with this reference.</summary>
    public ScriptedDisbursements Answers(string reference, TransferAnswer answer)
    {
        _answers[reference] = () => answer;
        return this;
    }

    /// <summary>Says no to a credential, whatever it wants to send.</summary>
    public ScriptedDisbursements Refuses(string credential, TransferRefusal why)
    {
        _refusals[credential] = why;
        return this;
    }

    /// <summary>Throws at an order with this reference, and at a look-up of it.</summary>
    public ScriptedDisbursements Breaks(string reference, Exception why)
    {
        _answers[reference] = () => throw why;
        return this;
    }

    /// <summary>Has this standing on an account.</summary>
    public ScriptedDisbursements Has(PayingAccount account)
    {
        _accounts[account.Id] = account;
        return this;
    }

    /// <summary>Has agreed on no fee with this credential.</summary>
    public ScriptedDisbursements HasNoFeeFor(CredentialName credential)
    {
        _fees[credential] = static () => null;
        return this;
    }

    /// <summary>Throws when this credential asks for its fee.</summary>
    public ScriptedDisbursements HasBrokenFeeFor(CredentialName credential, Exception why)
    {
        _fees[credential] = () => throw why;
        return this;
    }

    public Fee? Quote(Credential credential, Money amount, DateTimeOffset moment) =>
        _fees.TryGetValue(credential.Name, out var fee) ? fee() : Fee;

    /// <summary>Who is kept waiting for transfers; <c>null</c> for nobody.</summary>
    public Lingering? Lingers { get; set; }

    public async Task<TransferAnswer> Transfer(TransferOrder order, CancellationToken gone = default)
    {
        Ordered = order;
        if (Lingers is not null)
            await Lingers.UntilGone(gone);

        if ((order.Fee ?? Quote(order.Credential, order.Amount, order.AskedAt)) is not { } fee)
            return new TransferAnswer.Refused(TransferRefusal.NoFeeAgreed);

        if (_refusals.TryGetValue(order.Credential.Name, out var why))
            return new TransferAnswer.Refused(why);

        return _answers.TryGetValue(order.Reference, out var answer)
            ? answer()
            : new TransferAnswer.Accepted(Course(Debited(order, fee)));
    }

    public Task<Disbursement?> Find(PayingAccountId account, Reference reference)
    {
        Sought = (account, reference);

        if (_answers.TryGetValue(reference, out var answer))
            answer();   // only what it throws is wanted

        return Task.FromResult(_known.GetValueOrDefault((account, reference)));
    }

    public Task<Disbursement?> Find(TransferName name)
    {
        SoughtByName = name;

        if (name.Reference is not null && _answers.TryGetValue(name.Reference, out var answer))
            answer();   // only what it throws is wanted

        return Task.FromResult(_known.Values.FirstOrDefault(one =>
            one.Keys is { } keys
            && (one.Reference == name.Reference
                || one.TransactionId == name.TransactionId
                || keys.DayKey == name.Key)));
    }

    /// <summary>Throws at an account that its script breaks orders under the name of.</summary>
    public Task<PayingAccount?> FindAccount(PayingAccountId account)
    {
        SoughtAccount = account;
        if (_answers.TryGetValue(account, out var answer))
            answer();

        return Task.FromResult(_accounts.GetValueOrDefault(account));
    }

    static Disbursement Debited(TransferOrder order, Fee fee) => new(
        new(Guid.Parse("019b1046-6f00-7aaa-8bbb-cccccccccccc")),
        TransactionId,
        order.Credential.Partner.Id,
        order.Credential.Dialect,
        order.Credential.Name,
        order.Account,
        order.Reference,
        order.Beneficiary,
        null,   // the bank has not said whose account it is
        order.Amount,
        fee,
        BalanceAfter,
        order.Notes,
        order.AskedAt)
    {
        Keys = order.Keys,
        BankAsSent = order.BankAsSent,
    };
}
