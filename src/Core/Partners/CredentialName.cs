namespace Periksa;

/// <summary>Names a credential among those of its dialect: what the caller says it is called,
/// e.g. Sento's x-username.</summary>
public readonly record struct CredentialName(string Value)
{
    public static implicit operator string(CredentialName name) => name.Value;

    public override string ToString() => Value;
}
