namespace Periksa;

/// <summary>Names a partner, e.g. <c>toko-maju</c>.</summary>
public readonly record struct PartnerId(string Value)
{
    public static implicit operator string(PartnerId name) => name.Value;

    public override string ToString() => Value;
}
