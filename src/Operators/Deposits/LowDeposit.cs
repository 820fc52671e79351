namespace Periksa.Operators.Deposits;

/// <summary>An active partner with little on its deposit.</summary>
/// <param name="Balance">In sen.</param>
public sealed record LowDeposit(string Partner, string Name, long Balance);
