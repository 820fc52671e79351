namespace Periksa.Store.Sandbox;

/// <summary>The sandbox as it ships: who may ask, and which accounts there are.</summary>
public sealed record SandboxWorld(IReadOnlyList<SandboxPartner> Partners, IReadOnlyList<SandboxWorldAccount> Accounts);

/// <param name="Deposit">What it starts with.</param>
/// <param name="HasLimits">Whether the usual rate limit and miss budget hold for it.</param>
public sealed record SandboxPartner(
    string Id, string Name, bool Active, Money Deposit, bool HasLimits, SandboxSento Sento);

/// <param name="Price">What a billable inquiry costs.</param>
public sealed record SandboxSento(string Username, string ApiKey, Money Price);

/// <param name="Status"><c>active</c>, <c>closed</c> or <c>dormant</c>.</param>
public sealed record SandboxWorldAccount(string BankCode, string Number, string HolderName, string Status);
