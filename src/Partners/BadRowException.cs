namespace Periksa.Partners;

/// <summary>A row says what cannot be.</summary>
/// <param name="message">What is wrong with it, for an operator.</param>
sealed class BadRowException(string message) : Exception(message);
