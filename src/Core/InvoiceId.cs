using System.Globalization;

namespace Periksa;

/// <summary>Names one invoice.</summary>
public readonly record struct InvoiceId(Guid Value)
{
    public override string ToString() => Value.ToString("D", CultureInfo.InvariantCulture);
}
