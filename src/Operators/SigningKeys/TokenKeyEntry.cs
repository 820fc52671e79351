namespace Periksa.Operators.SigningKeys;

/// <summary>A key that signs callers' access tokens, or has signed them, without the key.</summary>
/// <param name="MadeAt">In the clock's time.</param>
/// <param name="MasterKey">The name of the master key that it lies under.</param>
public sealed record TokenKeyEntry(string Id, DateTimeOffset MadeAt, string? MasterKey);
