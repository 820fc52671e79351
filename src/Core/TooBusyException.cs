namespace Periksa;

/// <summary>This host has more to look up or write down than its queue may hold. Nothing was done, and nothing will
/// be; asked a moment later, it may be.</summary>
public sealed class TooBusyException(string message) : Exception(message);
