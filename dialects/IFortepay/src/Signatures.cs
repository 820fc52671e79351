using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>Whether a credential signed a request.</summary>
/// <remarks>A credential without the secret or the key that a signature needs has signed nothing.</remarks>
internal static class Signatures
{
    public static bool SignedToken(Credential credential, SentHeaders sent)
    {
        if (credential.PublicKey.IsEmpty)
            return false;

        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(credential.PublicKey.Span, out _);
        return TokenSignature.Verify(
            key,
            credential.Name,
            sent[Headers.Timestamp],
            sent[Headers.Signature],
            FormsFor(credential.Partner));
    }

    /// <param name="isSecondReading">Whether what it signed is the body with its escapes undone.</param>
    public static bool SignedInquiry(
        Credential credential,
        HttpContext http,
        SentHeaders sent,
        ReadOnlySpan<byte> body,
        string token,
        out bool isSecondReading)
    {
        isSecondReading = false;
        if (credential.ClientSecret is not { } secret)
            return false;

        var timestamp = sent[Headers.Timestamp];
        var request = new ServiceRequest(HttpMethods.Post, RequestTarget.Of(http), body, timestamp);
        var (signature, forms) = (sent[Headers.Signature], FormsFor(credential.Partner));

        if (ServiceSignature.Verify(secret.Bytes, request, token, signature, forms))
            return true;

        isSecondReading = !credential.Partner.IsStrict
            && ServiceSignature.VerifySecondReading(secret.Bytes, request, token, signature, forms);
        return isSecondReading;
    }

    static SignatureForms FormsFor(Partner partner) =>
        partner.IsStrict ? SignatureForms.Base64 : SignatureForms.Base64OrHex;
}
