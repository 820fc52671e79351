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

    public static bool SignedInquiry(
        Credential credential, HttpContext http, SentHeaders sent, ReadOnlySpan<byte> body, string token)
    {
        var timestamp = sent[Headers.Timestamp];
        var request = new ServiceRequest(HttpMethods.Post, RequestTarget.Of(http), body, timestamp);

        return credential.ClientSecret is { } secret && ServiceSignature.Verify(
            secret.Bytes, request, token, sent[Headers.Signature], FormsFor(credential.Partner));
    }

    static SignatureForms FormsFor(Partner partner) =>
        partner.IsStrict ? SignatureForms.Base64 : SignatureForms.Base64OrHex;
}
