namespace Periksa.Disbursements;

/// <summary>Names the connector that pays a disbursement out, and the account at its provider that does:
/// <c>singapay-main:01JZ…</c>.</summary>
/// <remarks>The account is a part of it: a connector that pays from another account now knows nothing of what was sent
/// from this one.</remarks>
public readonly record struct ConnectorName(string Value)
{
    /// <param name="connector">Its name in the settings.</param>
    /// <param name="account">The account at its provider that pays; <c>null</c> where there is only one.</param>
    public static ConnectorName Of(string connector, string? account) => new($"{connector}:{account}");

    public override string ToString() => Value;
}
