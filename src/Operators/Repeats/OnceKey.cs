namespace Periksa.Operators.Repeats;

/// <summary>A key that an operator gives a wish, which is done once however often it comes.</summary>
/// <param name="Key">1 to 255 characters.</param>
/// <param name="Digest">SHA-256 of what is wished for: under one key it is always the same.</param>
public sealed record OnceKey(string Key, byte[] Digest);

/// <summary>What is known of a wish that was done.</summary>
/// <param name="Status">What was answered; <c>null</c> where that is not kept: it held a secret, or its host died
/// before it had written it down.</param>
public sealed record KeptAnswer(byte[] Digest, int? Status, byte[]? Body, long? Version, string? Location);
