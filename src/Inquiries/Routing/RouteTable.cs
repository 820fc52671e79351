using System.Collections.Frozen;

namespace Periksa.Inquiries.Routing;

/// <summary>Which banks are asked by which routes.</summary>
public sealed class RouteTable
{
    /// <summary>Stands for every bank that no other rule names.</summary>
    public const string AnyBank = "*";

    readonly FrozenDictionary<RouteName, IRoute> _routes;
    readonly FrozenDictionary<RouteName, RouteTerms> _terms;
    readonly FrozenDictionary<string, (IReadOnlyList<IRoute> Routes, RuleExtras Extras)> _byBank;

    /// <param name="routes">All that there are.</param>
    /// <param name="rules">The first that names a bank is the bank's; one that names <see cref="AnyBank"/> is every
    /// other's.</param>
    /// <param name="terms">On which terms, where they are not the usual.</param>
    public RouteTable(
        IReadOnlyList<IRoute> routes,
        IReadOnlyList<RouteRule> rules,
        IReadOnlyDictionary<RouteName, RouteTerms>? terms = null)
    {
        _routes = routes.ToFrozenDictionary(route => route.Name);
        _terms = (terms ?? new Dictionary<RouteName, RouteTerms>()).ToFrozenDictionary();
        var byBank = new Dictionary<string, (IReadOnlyList<IRoute> Routes, RuleExtras Extras)>();
        foreach (var rule in rules)
        {
            IRoute[] used = [.. rule.Use.Select(name => _routes[name])];
            foreach (var bank in rule.Banks)
                byBank.TryAdd(bank, (used, rule.Extras));
        }

        _byBank = byBank.ToFrozenDictionary();
        Rules = [.. rules.Select(rule => $"{string.Join(", ", rule.Banks)}: {string.Join(", then ", rule.Use)}")];
    }

    /// <summary>In words, for whoever starts the host: the banks of each rule, and who is asked.</summary>
    public IReadOnlyList<string> Rules { get; }

    public static RouteTable Empty { get; } = new([], []);

    public IEnumerable<IRoute> All => _routes.Values;

    /// <summary>The routes by which an account is asked about, in their order; empty where there are none.</summary>
    public IReadOnlyList<IRoute> Of(BankAccount account) => Find(account).Routes;

    /// <summary>What else its rule says.</summary>
    public RuleExtras ExtrasOf(BankAccount account) => Find(account).Extras;

    public IRoute? Find(RouteName name) => _routes.GetValueOrDefault(name);

    public RouteTerms Terms(RouteName name) => _terms.GetValueOrDefault(name, RouteTerms.Usual);

    /// <summary>True if what is spent is to be looked at.</summary>
    public bool HasLimits => _terms.Values.Any(terms => terms.DailySpendLimit is not null);

    (IReadOnlyList<IRoute> Routes, RuleExtras Extras) Find(BankAccount account) =>
        _byBank.TryGetValue(account.BankCode, out var rule) || _byBank.TryGetValue(AnyBank, out rule)
            ? rule
            : ([], RuleExtras.None);
}

/// <summary>Routes in the order in which they are asked, for some banks.</summary>
/// <param name="Banks">Codes of the bank list, or <see cref="RouteTable.AnyBank"/>.</param>
public sealed record RouteRule(IReadOnlyList<string> Banks, IReadOnlyList<RouteName> Use)
{
    public RuleExtras Extras { get; init; } = RuleExtras.None;
}
