namespace Periksa.Partners;

/// <summary>A credential that is refused because a row of its own, or of its partner's, is no good.</summary>
/// <param name="Reason">What is wrong, for an operator; it quotes no secret.</param>
public sealed record UnreadableCredential(string Dialect, string Name, string Reason)
{
    public override string ToString() => $"{Dialect} {Name} ({Reason})";
}
