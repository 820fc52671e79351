namespace Periksa.Operators.Keys;

/// <summary>Whoever has sent a good key.</summary>
public sealed record ApiKeyHolder(string Id, Scopes Scopes);
