using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer;

/// <summary>Departures from the standard with which a signature still proves who made it.</summary>
[Flags]
enum Departures
{
    None = 0,

    /// <summary>It covers the body with its escapes undone.</summary>
    SecondReading = 1,

    /// <summary>It is made with the private key although a token is shown.</summary>
    KeyBesideToken = 2,
}

/// <summary>Verifies that a credential signed a request.</summary>
/// <remarks>A credential without the secret or the key that a signature needs has signed nothing.</remarks>
static class Signatures
{
    // In hex; a longer text may be a private key's.
    const int HmacLengthMaximum = 128;

    public static bool SignedToken(Credential credential, SentHeaders sent)
    {
        foreach (var publicKey in credential.PublicKeys)
        {
            using var key = Open(publicKey);
            if (TokenSignature.Verify(
                key,
                credential.Name,
                sent[SnapHeaders.Timestamp],
                sent[SnapHeaders.Signature],
                FormsFor(credential.Partner)))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="token">The access token; <c>null</c> where none was shown, and then the caller signs with its
    /// private key.</param>
    /// <param name="departures">What the signature is right in spite of.</param>
    public static bool SignedOperation(
        Credential credential,
        SnapOperation operation,
        HttpContext http,
        SentHeaders sent,
        ReadOnlySpan<byte> body,
        string? token,
        out Departures departures)
    {
        var timestamp = sent[SnapHeaders.Timestamp];
        var request = new ServiceRequest(operation.Method, RequestTarget.Of(http), body, timestamp);
        var signature = sent[SnapHeaders.Signature];

        departures = Departures.None;
        if (token is null)
            return SignedByKey(credential, request, signature, ref departures);

        if (SignedBySecret(credential, request, token, signature, ref departures))
            return true;

        // Such a vendor's table can be read so that a token and the private key go together. Whoever has both has
        // proved more than it must.
        departures = Departures.KeyBesideToken;
        return operation.MaySignWithKey
            && !credential.Partner.IsStrict
            && signature.Length > HmacLengthMaximum
            && SignedByKey(credential, request, signature, ref departures);
    }

    static bool SignedBySecret(
        Credential credential, ServiceRequest request, string token, string signature, ref Departures departures)
    {
        var (forms, before) = (FormsFor(credential.Partner), departures);
        foreach (var secret in credential.ClientSecrets)
        {
            departures = before;
            if (ServiceSignature.Verify(secret.Bytes, request, token, signature, forms))
                return true;

            departures |= Departures.SecondReading;
            if (!credential.Partner.IsStrict
                && ServiceSignature.VerifySecondReading(secret.Bytes, request, token, signature, forms))
            {
                return true;
            }
        }

        return false;
    }

    static bool SignedByKey(
        Credential credential, ServiceRequest request, string signature, ref Departures departures)
    {
        var (forms, before) = (FormsFor(credential.Partner), departures);
        foreach (var publicKey in credential.PublicKeys)
        {
            using var key = Open(publicKey);
            departures = before;
            if (ServiceSignature.Verify(key, request, signature, forms))
                return true;

            departures |= Departures.SecondReading;
            if (!credential.Partner.IsStrict
                && ServiceSignature.VerifySecondReading(key, request, signature, forms))
            {
                return true;
            }
        }

        return false;
    }

    static RSA Open(ReadOnlyMemory<byte> publicKey)
    {
        var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(publicKey.Span, out _);
        return key;
    }

    static SignatureForms FormsFor(Partner partner) =>
        partner.IsStrict ? SignatureForms.Base64 : SignatureForms.Base64OrHex;
}
