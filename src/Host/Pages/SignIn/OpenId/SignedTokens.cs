using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Periksa.Host.Pages.SignIn.OpenId;

/// <summary>Takes no token without a signature.</summary>
/// <remarks>The framework's handler would: where a token comes from the provider itself and not by way of a browser,
/// the standard allows to trust the connection alone, and the handler switches
/// <see cref="TokenValidationParameters.RequireSignedTokens"/> off.</remarks>
sealed class SignedTokens : JsonWebTokenHandler
{
    public SignedTokens() => MapInboundClaims = false;

    public override Task<TokenValidationResult> ValidateTokenAsync(
        string token, TokenValidationParameters validationParameters)
    {
        validationParameters.RequireSignedTokens = true;
        return base.ValidateTokenAsync(token, validationParameters);
    }
}
