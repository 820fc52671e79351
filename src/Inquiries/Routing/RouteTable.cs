using System.Collections.Frozen;

namespace Periksa.Inquiries.Routing;

/// <summary>Which banks are asked by which routes.</summary>
public sealed class RouteTable
{
    /// <summary>Stands for every bank that no other rule names.</summary>
    public const string AnyBank = "*";

    readonly FrozenDictionary<RouteName, IRoute> _routes;
    readonly FrozenDictionary<string, IReadOnlyList<IRoute>> _byBank;
    readonly FrozenDictionary<string, IReadOnlyList<IRoute>> _virtualByBank;

    /// <param name="routes">All that there are.</param>
    /// <param name="rules">The first that names a bank is the bank's; one that names <see cref="AnyBank"/> is every
    /// other's. Routes of virtual accounts are told from the others, and each kind goes by the first rule that has any
    /// of it.</param>
    public RouteTable(IReadOnlyList<IRoute> routes, IReadOnlyList<RouteRule> rules)
    {
        _routes = routes.ToFrozenDictionary(route => route.Name);
        _byBank = ByBank(rules, isOfVirtualAccounts: false);
        _virtualByBank = ByBank(rules, isOfVirtualAccounts: true);
        Rules = [.. rules.Select(rule => $"{string.Join(", ", rule.Banks)}: {string.Join(", then ", rule.Use)}")];
    }

    /// <summary>In words, for whoever starts the host: the banks of each rule, and who is asked.</summary>
    public IReadOnlyList<string> Rules { get; }

    public static RouteTable Empty { get; } = new([], []);

    public IEnumerable<IRoute> All => _routes.Values;

    /// <summary>The routes by which an account is asked about, in their order; empty where there are none.</summary>
    public IReadOnlyList<IRoute> Of(BankAccount account) => Of(_byBank, account);

    /// <summary>The routes by which a virtual account is asked about that has no bill here; empty where there are
    /// none.</summary>
    public IReadOnlyList<IRoute> OfVirtual(BankAccount account) => Of(_virtualByBank, account);

    public IRoute? Find(RouteName name) => _routes.GetValueOrDefault(name);

    static IReadOnlyList<IRoute> Of(FrozenDictionary<string, IReadOnlyList<IRoute>> byBank, BankAccount account) =>
        byBank.GetValueOrDefault(account.BankCode) ?? byBank.GetValueOrDefault(AnyBank) ?? [];

    FrozenDictionary<string, IReadOnlyList<IRoute>> ByBank(IReadOnlyList<RouteRule> rules, bool isOfVirtualAccounts)
    {
        var byBank = new Dictionary<string, IReadOnlyList<IRoute>>();
        foreach (var rule in rules)
        {
            IRoute[] used =
            [
                .. rule.Use.Select(name => _routes[name]).Where(
                    route => route.IsOfVirtualAccounts == isOfVirtualAccounts),
            ];
            foreach (var bank in used.Length > 0 ? rule.Banks : [])
                byBank.TryAdd(bank, used);
        }

        return byBank.ToFrozenDictionary();
    }
}

/// <summary>Routes in the order in which they are asked, for some banks.</summary>
/// <param name="Banks">Codes of the bank list, or <see cref="RouteTable.AnyBank"/>.</param>
public sealed record RouteRule(IReadOnlyList<string> Banks, IReadOnlyList<RouteName> Use);
