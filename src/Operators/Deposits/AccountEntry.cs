namespace Periksa.Operators.Deposits;

/// <summary>An account that a partner sends money from.</summary>
public sealed record AccountEntry(string Id, string Partner);
