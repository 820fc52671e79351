namespace Periksa.Bills;

/// <summary>Names a channel that takes money for bills, by the credential it calls with.</summary>
public readonly record struct ChannelName(string Value)
{
    public static implicit operator string(ChannelName name) => name.Value;

    public override string ToString() => Value;
}
