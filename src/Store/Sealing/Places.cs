namespace Periksa.Store.Sealing;

/// <summary>What each sealed secret is bound to.</summary>
static class Places
{
    public static string ClientSecret(string dialect, string name) => $"credentials/{dialect}/{name}";

    public static string TokenKey(string id) => $"token_keys/{id}";
}
