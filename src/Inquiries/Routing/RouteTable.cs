using System.Collections.Frozen;

namespace Periksa.Inquiries.Routing;

/// <summary>Which banks are asked by which routes.</summary>
public sealed class RouteTable
{
    /// <summary>Stands for every bank that no other rule names.</summary>
    public const string AnyBank = "*";

    readonly FrozenDictionary<RouteName, IRoute> _routes;
    readonly FrozenDictionary<RouteName, RouteTerms> _terms;
    readonly FrozenDictionary<string, BankRoutes> _byBank;
    readonly FrozenDictionary<string, BankRoutes> _virtualByBank;

    /// <param name="routes">All that there are.</param>
    /// <param name="rules">The first that names a bank is the bank's; one that names <see cref="AnyBank"/> is every
    /// other's. Routes of virtual accounts are told from the others, and each kind goes by the first rule that has any
    /// of it.</param>
    /// <param name="terms">On which terms, where they are not the usual.</param>
    public RouteTable(
        IReadOnlyList<IRoute> routes,
        IReadOnlyList<RouteRule> rules,
        IReadOnlyDictionary<RouteName, RouteTerms>? terms = null)
    {
        _routes = routes.ToFrozenDictionary(route => route.Name);
        _terms = (terms ?? new Dictionary<RouteName, RouteTerms>()).ToFrozenDictionary();
        _byBank = ByBank(rules, isVirtual: false);
        _virtualByBank = ByBank(rules, isVirtual: true);
        Rules = [.. rules.Select(rule => $"{string.Join(", ", rule.Banks)}: {string.Join(", then ", rule.Use)}")];
    }

    /// <summary>In words, for whoever starts the host: the banks of each rule, and who is asked.</summary>
    public IReadOnlyList<string> Rules { get; }

    public static RouteTable Empty { get; } = new([], []);

    public IEnumerable<IRoute> All => _routes.Values;

    /// <summary>The routes of which it is to be looked at what is spent on them.</summary>
    public IEnumerable<RouteName> Limited =>
        _terms.Where(one => one.Value.DailySpendLimit is not null).Select(one => one.Key);

    /// <summary>The routes by which an account is asked about, in their order; empty where there are none.</summary>
    /// <param name="isVirtual">True for a virtual account that has no bill here.</param>
    public IReadOnlyList<IRoute> Of(BankAccount account, bool isVirtual = false) => Find(account, isVirtual).Routes;

    /// <summary>What else its rule says.</summary>
    public RuleExtras ExtrasOf(BankAccount account, bool isVirtual = false) => Find(account, isVirtual).Extras;

    public IRoute? Find(RouteName name) => _routes.GetValueOrDefault(name);

    public RouteTerms Terms(RouteName name) => _terms.GetValueOrDefault(name, RouteTerms.Usual);

    BankRoutes Find(BankAccount account, bool isVirtual)
    {
        var byBank = isVirtual ? _virtualByBank : _byBank;
        return byBank.GetValueOrDefault(account.BankCode) ?? byBank.GetValueOrDefault(AnyBank) ?? BankRoutes.None;
    }

    FrozenDictionary<string, BankRoutes> ByBank(IReadOnlyList<RouteRule> rules, bool isVirtual)
    {
        var byBank = new Dictionary<string, BankRoutes>();
        foreach (var rule in rules)
        {
            IRoute[] used =
            [
                .. rule.Use.Select(name => _routes[name]).Where(route => route.IsOfVirtualAccounts == isVirtual),
            ];
            foreach (var bank in used.Length > 0 ? rule.Banks : [])
                byBank.TryAdd(bank, new(used, rule.Extras));
        }

        return byBank.ToFrozenDictionary();
    }

    sealed record BankRoutes(IReadOnlyList<IRoute> Routes, RuleExtras Extras)
    {
        public static readonly BankRoutes None = new([], RuleExtras.None);
    }
}

/// <summary>Routes in the order in which they are asked, for some banks.</summary>
/// <param name="Banks">Codes of the bank list, or <see cref="RouteTable.AnyBank"/>.</param>
public sealed record RouteRule(IReadOnlyList<string> Banks, IReadOnlyList<RouteName> Use)
{
    public RuleExtras Extras { get; init; } = RuleExtras.None;
}
