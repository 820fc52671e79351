namespace Periksa.Operators.Deposits;

/// <summary>What stands on a partner's deposit, or on an account that it sends money from.</summary>
/// <param name="Account">The paying account; <c>null</c> for the deposit that inquiries are paid from.</param>
/// <param name="Balance">In sen.</param>
public sealed record BalanceEntry(string? Account, long Balance);
