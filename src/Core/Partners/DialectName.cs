namespace Periksa;

/// <summary>Names a dialect, e.g. <c>sento</c>.</summary>
public readonly record struct DialectName(string Value)
{
    public static implicit operator string(DialectName name) => name.Value;

    public override string ToString() => Value;
}
