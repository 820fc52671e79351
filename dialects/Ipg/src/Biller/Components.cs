using System.Collections.Immutable;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Reads what is to be paid, line by line.</summary>
internal static class Components
{
    const int CountMaximum = 50;
    const int NameLengthMaximum = 100;

    /// <summary>Reads all components and their sum, or says in a sentence what is wrong.</summary>
    /// <param name="components">Meaningful when nothing is wrong.</param>
    public static string? TryRead(
        WireList<ComponentRequest> wire,
        WireFigure sent,
        NewId newId,
        out ImmutableArray<BillComponent> components)
    {
        components = [];
        if (wire.Items is not { Count: > 0 and <= CountMaximum } items)
            return Sentences.Components;

        var read = ImmutableArray.CreateBuilder<BillComponent>(items.Count);
        foreach (var (index, item) in items.Index())
        {
            if (item.Fields is not { } fields)
                return Sentences.Components;

            if (TryRead(fields, newId, out var component) is { } sentence)
                return Sentences.OfComponent(index, sentence);

            read.Add(component);
        }

        components = read.MoveToImmutable();
        return FindFaultInSum(components.Aggregate(Money.Zero, (sum, one) => sum + one.Total), sent);
    }

    public static BillComponent Of(NewId newId, string name, int quantity, Money price) =>
        new(newId().ToString(), name, quantity, price);

    static string? TryRead(ComponentRequest wire, NewId newId, out BillComponent component)
    {
        component = null!;
        if (Fields.ReadText(wire.Name, NameLengthMaximum, Sentences.Name, out var name) is { } nameFault)
            return nameFault;

        if (Fields.ReadQuantity(wire.Qty, out var quantity) is { } quantityFault)
            return quantityFault;

        if (!Fields.TryReadAmount(wire.Price.Text, out var price))
            return Sentences.Price;

        // A million times a trillion rupiah is more than a long holds in sen.
        if ((Int128)price.Minor * quantity > Fields.AmountMaximum.Minor)
            return Sentences.ComponentTooLarge;

        component = Of(newId, name, quantity, price);
        return IsOrIsMissing(wire.Total, component.Total) ? null : Sentences.Total;
    }

    static string? FindFaultInSum(Money sum, WireFigure sent)
    {
        if (!IsOrIsMissing(sent, sum))
            return Sentences.TotalAmount;

        return sum.IsPositive && sum <= Fields.AmountMaximum ? null : Sentences.Sum;
    }

    static bool IsOrIsMissing(WireFigure sent, Money amount) =>
        sent.IsMissing || (Fields.TryReadAmount(sent.Text, out var read) && read == amount);
}
