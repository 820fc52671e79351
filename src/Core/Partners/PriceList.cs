using System.Collections.Immutable;

namespace Periksa;

/// <summary>A price and the moment from which it holds.</summary>
public sealed record Price(DateTimeOffset From, Money Amount);

/// <summary>The present price of something, its past prices, and those that will hold from a day on.</summary>
public sealed class PriceList
{
    public static readonly PriceList None = new([]);

    readonly ImmutableArray<Price> _newestFirst;

    public PriceList(IEnumerable<Price> prices) => _newestFirst = [.. prices.OrderByDescending(price => price.From)];

    /// <summary>The price in force at <paramref name="moment"/>; <c>null</c> before the first.</summary>
    public Money? At(DateTimeOffset moment)
    {
        foreach (var price in _newestFirst)
        {
            if (price.From <= moment)
                return price.Amount;
        }

        return null;
    }
}
