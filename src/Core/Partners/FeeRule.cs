namespace Periksa;

/// <summary>The fee for a transfer from a moment on: a flat amount, a part of what is sent within bounds, or
/// both.</summary>
/// <param name="Name">What callers are told the fee is called.</param>
/// <param name="PartsPerMillion">The part of the amount, e.g. 2,500 for 0.25%.</param>
/// <param name="Floor">The least that part may come to.</param>
/// <param name="Ceiling">The most that part may come to; <c>null</c> for no bound.</param>
public sealed record FeeRule(
    DateTimeOffset From, string Name, Money Flat, int PartsPerMillion, Money Floor, Money? Ceiling);
