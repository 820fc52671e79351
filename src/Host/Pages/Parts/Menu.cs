using Periksa.Operators.Keys;

namespace Periksa.Host.Pages.Parts;

/// <summary>The console's menu.</summary>
/// <param name="Path">Below <c>/console</c>.</param>
/// <param name="Key">What leads there behind <c>g</c>.</param>
sealed record MenuItem(string Path, string Title, char Key, Scopes Scope = Scopes.Read);

static class Menu
{
    /// <summary>Of a sandbox's own pages.</summary>
    public static IReadOnlyList<MenuItem> OfSandbox { get; } =
        [new("", "Sandbox", 'o'), new("lab", "Signature lab", 'l')];

    public static IReadOnlyList<MenuItem> Items { get; } =
    [
        new("", "Overview", 'o'),
        new("inquiries", "Inquiries", 'i'),
        new("bills", "Bills", 'b'),
        new("disbursements", "Disbursements", 'd'),
        new("callbacks", "Callbacks", 'c'),
        new("invoices", "Invoices", 'v'),
        new("partners", "Partners", 'p'),
        new("routes", "Routes", 'r'),
        new("requests", "Requests", 'q'),
        new("lab", "Signature lab", 'l'),
        new("audit", "Audit trail", 'a'),
        new("settings", "Settings", 's'),
        new("operators", "Operators", 'w', Scopes.Admin),
    ];
}
