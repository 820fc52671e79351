namespace Periksa.Operators.Terms;

/// <summary>A rule for the fees of a partner's transfers in a dialect.</summary>
/// <param name="FromAt">From when on it holds, in the clock's time.</param>
/// <param name="Name">What callers are told the fee is called.</param>
/// <param name="Flat">In sen.</param>
/// <param name="PartsPerMillion">The part of the amount, e.g. 2,500 for 0.25%; it adds to what is flat.</param>
/// <param name="Floor">The least that part may come to, in sen.</param>
/// <param name="Ceiling">The most that part may come to, in sen; <c>null</c> for no bound.</param>
public sealed record FeeEntry(
    string Partner, string Dialect, DateTimeOffset FromAt, string Name, long Flat, int PartsPerMillion, long Floor,
    long? Ceiling);
