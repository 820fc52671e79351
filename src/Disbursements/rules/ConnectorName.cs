namespace Periksa.Disbursements;

/// <summary>Names the connector that pays a disbursement out, and the account at its provider that does:
/// <c>singapay-main:01JZ…</c>.</summary>
/// <remarks>The account is a part of it: a connector that pays from another account now knows nothing of what was sent
/// from this one.</remarks>
public readonly record struct ConnectorName(string Value)
{
    public override string ToString() => Value;
}
