using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Periksa.Host.Pages.SignIn.OpenId;

/// <summary>Reads what a provider says of itself, and holds it to being the one that is meant.</summary>
sealed class ProviderPage(OpenIdSettings settings) : IConfigurationRetriever<OpenIdConnectConfiguration>
{
    /// <exception cref="InvalidDataException">It is another one, or says too little.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(
        string address, IDocumentRetriever retriever, CancellationToken cancel)
    {
        var provider = await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, cancel);
        return FindFault(provider) is { } fault ? throw new InvalidDataException(fault) : provider;
    }

    string? FindFault(OpenIdConnectConfiguration provider)
    {
        // As the standard has it; that there may be a slash at the end, or not, people get wrong.
        if (provider.Issuer?.TrimEnd('/') != settings.Issuer)
            return $"it calls itself {provider.Issuer}: set Periksa__Operator__OpenId__Authority to that";

        if (!IsGood(provider.AuthorizationEndpoint) || !IsGood(provider.TokenEndpoint))
            return "it names no address to sign in at, or one without https";

        return provider.SigningKeys.Count == 0 ? "it names no key that it signs with" : null;
    }

    bool IsGood(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (settings.IsPlain && url.Scheme == Uri.UriSchemeHttp));
}
