using System.Collections.Frozen;

namespace Periksa.Disbursements;

/// <summary>All who pay out: the connectors of the settings, and the house's own bank for banks that none of them
/// pays.</summary>
/// <remarks>A disbursement is given to one of them with its debit, and stays with it whatever is configured later:
/// nobody else is ever sent what may have been paid.</remarks>
public sealed class PayoutBanks
{
    /// <summary>Stands for every bank that no other rule names.</summary>
    public const string AnyBank = "*";

    readonly IPayoutBank _own;
    readonly FrozenDictionary<ConnectorName, IPayoutBank> _connectors;
    readonly FrozenDictionary<string, ConnectorName> _byBank;

    /// <summary>Only the house's own.</summary>
    public PayoutBanks(IPayoutBank own)
        : this(own, FrozenDictionary<ConnectorName, IPayoutBank>.Empty, FrozenDictionary<string, ConnectorName>.Empty)
    {
    }

    /// <param name="own">Pays into all banks that no rule names: the sandbox's bank, or nobody.</param>
    /// <param name="connectors">All that can pay, also those that no bank is given to any more.</param>
    /// <param name="byBank">The one that pays into a bank, by its code or <see cref="AnyBank"/>.</param>
    public PayoutBanks(
        IPayoutBank own,
        IReadOnlyDictionary<ConnectorName, IPayoutBank> connectors,
        IReadOnlyDictionary<string, ConnectorName> byBank)
    {
        _own = own;
        _connectors = connectors.ToFrozenDictionary();
        _byBank = byBank.ToFrozenDictionary(StringComparer.Ordinal);
        Connectors = [.. _connectors.Keys.Select(name => name.Value)];
        Rules =
        [
            .. byBank.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"{rule.Key}: {rule.Value}"),
        ];
    }

    /// <summary>The names of those that can be sent something here.</summary>
    public IReadOnlyList<string> Connectors { get; }

    /// <summary>In words, for whoever starts the host: each bank, and who pays into it.</summary>
    public IReadOnlyList<string> Rules { get; }

    /// <summary>The connector that is to pay into an account; <c>null</c> for the house's own bank.</summary>
    public ConnectorName? Plan(BankAccount beneficiary)
    {
        if (_byBank.TryGetValue(beneficiary.BankCode, out var named))
            return named;

        return _byBank.TryGetValue(AnyBank, out var any) ? any : null;
    }

    /// <inheritdoc cref="IPayoutBank.CanPay"/>
    public bool CanPay(BankAccount beneficiary) =>
        Find(Plan(beneficiary)) is { } bank && bank.CanPay(beneficiary);

    /// <summary>Whoever a disbursement was given to; <c>null</c> where that is not configured any more.</summary>
    public IPayoutBank? Find(ConnectorName? connector) =>
        connector is { } name ? _connectors.GetValueOrDefault(name) : _own;
}
