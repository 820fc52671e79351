namespace Periksa.Bills;

/// <summary>Names a bill towards billers and channels: 1 to 64 letters, digits, hyphens and underscores.</summary>
public readonly record struct BillHash(string Value)
{
    public static implicit operator string(BillHash name) => name.Value;

    public override string ToString() => Value;
}
