namespace Periksa.Operators.Deposits;

/// <summary>Money that an operator moved to or from what a partner has here.</summary>
/// <param name="Account">The paying account; <c>null</c> for the deposit that inquiries are paid from.</param>
/// <param name="Amount">In sen; below zero where it was taken away.</param>
/// <param name="Reference">Names it: the same one moves money once.</param>
/// <param name="Balance">What stands there after it, in sen.</param>
public sealed record DepositEntry(string Partner, string? Account, long Amount, string Reference, long Balance);
