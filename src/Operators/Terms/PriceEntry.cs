namespace Periksa.Operators.Terms;

/// <summary>A price of a partner's inquiries in a dialect.</summary>
/// <param name="FromAt">From when on it holds, in the clock's time.</param>
/// <param name="Amount">In sen.</param>
public sealed record PriceEntry(string Partner, string Dialect, DateTimeOffset FromAt, long Amount);
