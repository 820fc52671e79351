namespace Periksa.Wire.Http;

/// <summary>What is wrong with a signature, told without what it should have been.</summary>
/// <param name="Advice">What to do, in a sentence.</param>
/// <param name="Text">What was signed instead of the right text; <c>null</c> where nobody knows. It is the sender's
/// own, and never holds a secret.</param>
public sealed record SignedInstead(string Advice, byte[]? Text = null);
