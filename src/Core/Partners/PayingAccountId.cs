namespace Periksa;

/// <summary>Names an account from which a partner sends money.</summary>
public readonly record struct PayingAccountId(string Value)
{
    public static implicit operator string(PayingAccountId name) => name.Value;

    public override string ToString() => Value;
}
