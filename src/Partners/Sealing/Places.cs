namespace Periksa.Partners.Sealing;

/// <summary>The place that each sealed secret is bound to.</summary>
public static class Places
{
    public static string ClientSecret(DialectName dialect, CredentialName name) => $"credentials/{dialect}/{name}";

    public static string ProviderToken(string connector) => $"provider_tokens/{connector}";

    public static string FormKey(string name) => $"form_keys/{name}";

    public static string TotpSecret(string name) => $"operators/{name}";

    public static string TokenKey(string id) => $"token_keys/{id}";
}
