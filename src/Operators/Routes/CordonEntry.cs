namespace Periksa.Operators.Routes;

/// <summary>What closes a route to a provider.</summary>
/// <param name="Bank">Only about this bank, by its code on the bank list; <c>null</c>: about all.</param>
/// <param name="When">In words.</param>
/// <param name="MadeBy">Who has said so, as the audit trail names them.</param>
public sealed record CordonEntry(string Route, string? Bank, string When, string Reason, string MadeBy);

/// <summary>What was taken back.</summary>
/// <param name="Count">How many closures it were.</param>
public sealed record UncordonedEntry(string Route, string? Bank, int Count);
