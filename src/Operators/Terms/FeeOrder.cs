namespace Periksa.Operators.Terms;

/// <summary>A fee as an operator says it.</summary>
public sealed record FeeOrder(Money Flat, string Name = "Transfer Fee")
{
    public int PartsPerMillion { get; init; }

    public Money Floor { get; init; } = Money.Zero;

    public Money? Ceiling { get; init; }
}
