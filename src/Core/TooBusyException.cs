namespace Periksa;

/// <summary>This host has more to look up or write down than it can in time. Nothing was done, and nothing will be;
/// asked a moment later, it may be.</summary>
public sealed class TooBusyException(string message) : Exception(message);
