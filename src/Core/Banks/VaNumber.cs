namespace Periksa;

/// <summary>The number of a virtual account, sixteen digits where bills are on it.</summary>
public readonly record struct VaNumber(string Value)
{
    public static implicit operator string(VaNumber name) => name.Value;

    public static VaNumber? OrNull(string? name) => name is null ? null : new(name);

    public override string ToString() => Value;
}
