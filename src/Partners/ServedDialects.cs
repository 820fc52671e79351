namespace Periksa.Partners;

/// <summary>The dialects that this host speaks: a credential of any other is a slip of whoever wrote it.</summary>
public sealed record ServedDialects(IReadOnlyList<string> Names);
