namespace Periksa.Operators.Departures;

/// <summary>Something that a partner's requests have otherwise than the contract says, and that was taken.</summary>
/// <param name="What">E.g. the name of a header that was left out.</param>
/// <param name="Count">How many requests had it. With the profile <c>strict</c> they would have been refused.</param>
/// <param name="LastAt">When the latest came, in the clock's time.</param>
public sealed record LaxityEntry(string Partner, string Dialect, string What, long Count, DateTimeOffset LastAt);

/// <summary>A signature that was refused.</summary>
/// <param name="At">In the clock's time.</param>
/// <param name="Credential">The name that it came under.</param>
/// <param name="Operation">What was asked for.</param>
/// <param name="Cause">The known mistake that explains it; <c>null</c> where none does.</param>
public sealed record RefusedSignatureEntry(
    long Id, DateTimeOffset At, string Partner, string Dialect, string Credential, string Operation, string? Cause);
