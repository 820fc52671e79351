namespace Periksa.Disbursements;

/// <summary>The fee for a transfer.</summary>
public static class Fees
{
    const int Million = 1_000_000;

    /// <summary>The fee by the rule in force at <paramref name="moment"/>; <c>null</c> before the first.</summary>
    public static Fee? For(IEnumerable<FeeRule> rules, Money amount, DateTimeOffset moment) =>
        rules.Where(rule => rule.From <= moment).MaxBy(rule => rule.From) is { } rule
            ? new(rule.Name, rule.Flat + Part(rule, amount))
            : null;

    // Rounded to the sen, halves up. As Int128, since a large amount times a part is more than a long holds.
    static Money Part(FeeRule rule, Money amount)
    {
        if (rule.PartsPerMillion == 0)
            return Money.Zero;

        var minor = (((Int128)amount.Minor * rule.PartsPerMillion) + (Million / 2)) / Million;
        var part = new Money((long)minor, amount.Currency);

        if (part < rule.Floor)
            return rule.Floor;

        return rule.Ceiling is { } ceiling && part > ceiling ? ceiling : part;
    }
}
