namespace Periksa;

/// <summary>A caller's own name for what it asks for: SNAP's partnerReferenceNo, SingaPay's reference_number,
/// IPG's ref_id.</summary>
public readonly record struct Reference(string Value)
{
    public static implicit operator string(Reference name) => name.Value;

    public static Reference? OrNull(string? name) => name is null ? null : new(name);

    public override string ToString() => Value;
}
