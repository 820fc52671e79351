using System.Security.Cryptography;
using Periksa.Dialects.SingaPay;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.Snap.Finder;
using Ipg = Periksa.Wire.Ipg.Signatures;
using IpgAdvice = Periksa.Dialects.Ipg.SignatureAdvice;
using SingaPay = Periksa.Wire.SingaPay.Signature;

namespace Periksa.Host.Lab;

/// <summary>What explains a signature that is wrong.</summary>
/// <param name="Advice">For the sender: a sentence or two for each mistake.</param>
/// <param name="Text">What was signed; <c>null</c> where nobody knows.</param>
sealed record LabMistake(IReadOnlyList<string> Advice, byte[]? Text);

/// <summary>Verifies a signature as its dialect does, and finds the mistake in one that is wrong.</summary>
sealed class LabProof(LabMessage message, LabCredential credential, string signature)
{
    /// <summary>True where there is what verifies: a secret, or a key.</summary>
    public bool CanVerify => message.Scheme.IsSignedWithKey() ? credential.Key is not null : !credential.Secret.IsEmpty;

    public LabVerdict Verdict() =>
        IsRight() ? LabVerdict.Right
        : IsTaken() ? LabVerdict.Lenient
        : LabVerdict.Wrong;

    /// <summary>What explains it, if it is not right by the letter.</summary>
    public LabMistake? FindMistake() => message.Scheme switch
    {
        LabScheme.SnapRequest or LabScheme.SnapKeyRequest => Of(SignatureFinder.Find(Request())),
        LabScheme.SnapToken => Of(SignatureFinder.Find(TokenRequest())),
        LabScheme.SnapCallback or LabScheme.IFortepayCallback => Of(SignatureFinder.Find(Callback())),
        LabScheme.SingaPayRequest or LabScheme.SingaPayCallback =>
            Of(SignatureAdvice.Explain(signature, credential.Secret.Span, message.SingaPay)),
        LabScheme.SingaPayToken => Of(SignatureAdvice.ExplainToken(
            signature, credential.Secret.Span, message.ClientId, [message.Day])),
        LabScheme.IpgRequest or LabScheme.IpgCallback =>
            Of(IpgAdvice.Explain(signature, credential.Secret.Span, message.Request.Body)),
    };

    /// <summary>The right signature, for one who has brought what it is made with; else <c>null</c>.</summary>
    public static string? Sign(LabMessage message, LabCredential credential)
    {
        if (credential.IsKept)
            return null;

        if (message.Scheme.IsSignedWithKey())
        {
            return credential is { HasPrivateKey: true, Key: { } key }
                ? Convert.ToBase64String(
                    key.SignData(message.Right.Bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                : null;
        }

        return credential.Secret.IsEmpty ? null : OfSecret(message, credential.Secret.Span);
    }

    bool IsRight()
    {
        if (message.Scheme.IsSignedWithKey())
            return credential.Keys.Any(key => IsOf(key, SignatureForms.Base64));

        foreach (var secret in credential.Secrets)
        {
            if (AreSame(OfSecret(message, secret.Span), signature))
                return true;
        }

        return false;
    }

    // As the gateway takes it from whoever need not keep to the letter.
    bool IsTaken()
    {
        if (credential.IsStrict)
            return false;

        return message.Scheme switch
        {
            LabScheme.SnapRequest => credential.Secrets.Any(IsTakenOf),
            LabScheme.SnapKeyRequest => credential.Keys.Any(key =>
                IsOf(key, SignatureForms.Base64OrHex)
                || ServiceSignature.VerifySecondReading(
                    key, message.Snap, signature, SignatureForms.Base64OrHex)),
            LabScheme.SnapToken => credential.Keys.Any(key => IsOf(key, SignatureForms.Base64OrHex)),
            _ => false,
        };
    }

    bool IsTakenOf(ReadOnlyMemory<byte> secret) => message.Token is { } token
        && (ServiceSignature.Verify(secret.Span, message.Snap, token, signature, SignatureForms.Base64OrHex)
            || ServiceSignature.VerifySecondReading(
                secret.Span, message.Snap, token, signature, SignatureForms.Base64OrHex));

    bool IsOf(RSA key, SignatureForms forms) => message.Scheme is LabScheme.SnapToken
        ? TokenSignature.Verify(key, message.ClientId, message.Timestamp, signature, forms)
        : ServiceSignature.Verify(key, message.Snap, signature, forms);

    static string OfSecret(LabMessage message, ReadOnlySpan<byte> secret) => message.Scheme switch
    {
        LabScheme.SnapRequest or LabScheme.SnapCallback or LabScheme.IFortepayCallback =>
            Convert.ToBase64String(HMACSHA512.HashData(secret, message.Right.Bytes)),
        LabScheme.SingaPayRequest or LabScheme.SingaPayCallback => SingaPay.Of(secret, message.Right.Bytes),
        LabScheme.SingaPayToken => SingaPay.OfToken(secret, message.ClientId, message.Day),
        LabScheme.IpgRequest or LabScheme.IpgCallback => Ipg.Of(secret, message.Request.Body),
        LabScheme.SnapKeyRequest or LabScheme.SnapToken =>
            throw new InvalidOperationException("This is signed with a key."),
    };

    RefusedRequest Request() => new()
    {
        Signature = signature,
        Method = message.Request.Method,
        Target = message.Target,
        Timestamp = message.Timestamp,
        Token = message.Scheme is LabScheme.SnapKeyRequest ? null : message.Token ?? "",
        Body = message.Request.Body,
        Host = message.Request.Url.Authority,
        Authorization = message.Request.Header(SnapHeaders.Authorization) ?? "",
        PartnerId = message.Request.Header(SnapHeaders.PartnerId) ?? "",
        ExternalId = message.Request.Header(SnapHeaders.ExternalId) ?? "",
        Secret = credential.Secret,
        OtherSecrets = credential.OtherSecrets,
        PublicKey = credential.Key,
    };

    RefusedTokenRequest TokenRequest() => new()
    {
        Signature = signature,
        ClientId = message.ClientId,
        Timestamp = message.Timestamp,
        PublicKey = credential.Key,
        OtherClientIds = credential.Name is { } name && name != message.ClientId ? [name] : [],
        Secret = credential.Secret,
        Target = message.Target,
        Body = message.Request.Body,
    };

    ReceivedCallback Callback() => new()
    {
        Signature = signature,
        Method = message.Request.Method,
        Url = message.Url,
        Target = message.Target,
        Version = message.Scheme is LabScheme.IFortepayCallback ? message.Version : null,
        Timestamp = message.Timestamp,
        Body = message.Request.Body,
        Secret = credential.Secret,
    };

    static LabMistake? Of(Finding? finding) => finding is null
        ? null
        : new([.. finding.Mistakes.Select(one => one.Advice())], finding.SignedBytes.ToArray());

    static LabMistake? Of(SignedInstead? wrong) => wrong is null ? null : new([wrong.Advice], wrong.Text);

    static bool AreSame(string known, string sent) => Ipg.AreSame(known, sent);
}
