namespace Periksa.Store.Sandbox;

/// <summary>The sandbox as it ships: who may ask, which accounts there are, and what virtual accounts owe.</summary>
public sealed record SandboxWorld(
    IReadOnlyList<SandboxPartner> Partners,
    IReadOnlyList<SandboxWorldAccount> Accounts,
    IReadOnlyList<SandboxWorldBill> Bills);

/// <param name="Deposit">What it starts with.</param>
/// <param name="HasLimits">Whether the usual rate limit and miss budget hold for it.</param>
public sealed record SandboxPartner(
    string Id, string Name, bool Active, Money Deposit, bool HasLimits, SandboxSento Sento)
{
    /// <summary>Its credentials in the dialects of SNAP.</summary>
    public IReadOnlyList<SandboxSnap> Snap { get; init; } = [];
}

/// <param name="Price">What a billable inquiry costs.</param>
public sealed record SandboxSento(string Username, string ApiKey, Money Price);

/// <param name="PublicKey">DER SubjectPublicKeyInfo.</param>
/// <param name="CallbackUrl"><c>null</c> for nowhere.</param>
public sealed record SandboxSnap(
    string Dialect, string ClientId, string ClientSecret, byte[] PublicKey, string? CallbackUrl);

/// <param name="Status"><c>active</c>, <c>closed</c> or <c>dormant</c>.</param>
public sealed record SandboxWorldAccount(string BankCode, string Number, string HolderName, string Status);

/// <param name="Type"><c>open</c>, <c>close</c> or <c>partial</c>.</param>
/// <param name="ValidUntil"><c>null</c> for ever, unless <paramref name="ValidYears"/> says how long from when the
/// world is loaded.</param>
public sealed record SandboxWorldBill(
    string VaNumber,
    string Type,
    string Customer,
    string Name,
    Money Total,
    Money Paid,
    DateTimeOffset? ValidUntil,
    int? ValidYears);
