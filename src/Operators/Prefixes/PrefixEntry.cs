namespace Periksa.Operators.Prefixes;

/// <summary>The first six digits of virtual accounts, and whose they are.</summary>
/// <param name="Biller">The partner who may make bills on them.</param>
public sealed record PrefixEntry(string Prefix, string Biller);

/// <summary>A prefix that was taken back.</summary>
/// <param name="Biller">Whose it was.</param>
/// <param name="Bills">How many of its bills were paid or have run out: they stay its own. 10,000 means as many or
/// more.</param>
public sealed record TakenPrefix(string Prefix, string Biller, int Bills);
