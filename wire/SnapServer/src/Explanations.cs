using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.Snap.Finder;

namespace Periksa.Wire.SnapServer;

/// <summary>Has refused signatures looked into: which known mistake explains them.</summary>
/// <remarks>It costs a hundred signatures, so outside a sandbox it is done later, by somebody else, and only if there
/// is time. What is needed for it is copied: the request will be gone by then.</remarks>
sealed class Explanations(ICredentials credentials, IRefusedSignatures refused)
{
    const int OtherTargetLengthMaximum = 2048;

    static readonly string[] TargetHeaders = ["X-Forwarded-Uri", "X-Original-URI"];

    public string? OfToken(Credential credential, HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body)
    {
        var (signature, timestamp) = (sent[SnapHeaders.Signature], sent[SnapHeaders.Timestamp]);
        var target = RequestTarget.Of(http);

        return refused.Examine(credential, Operation(http), () =>
        {
            using var key = PublicKey(credential);
            return SignatureFinder.Find(new RefusedTokenRequest
            {
                Signature = signature,
                ClientId = credential.Name,
                Timestamp = timestamp,
                PublicKey = key,
                OtherClientIds = [.. Others(credential).Select(other => other.Name)],
                Secret = Secret(credential),
                Target = target,
                Body = body,
            })?.Advice;
        });
    }

    /// <param name="token">The access token; <c>null</c> where none was shown.</param>
    public string? OfService(
        Credential credential, HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body, string? token)
    {
        var (method, target, host) = (http.Request.Method, RequestTarget.Of(http), http.Request.Host.ToString());
        var others = OtherTargets(http.Request);

        return refused.Examine(credential, Operation(http), () =>
        {
            using var key = PublicKey(credential);
            return SignatureFinder.Find(new RefusedRequest
            {
                Signature = sent[SnapHeaders.Signature],
                Method = method,
                Target = target,
                OtherTargets = others,
                Timestamp = sent[SnapHeaders.Timestamp],
                Token = token,
                Body = body,
                Host = host,
                Authorization = sent[SnapHeaders.Authorization],
                PartnerId = sent[SnapHeaders.PartnerId],
                ExternalId = sent[SnapHeaders.ExternalId],
                Secret = Secret(credential),
                OtherSecrets = [.. Others(credential).Select(Secret).Where(secret => !secret.IsEmpty)],
                PublicKey = key,
            })?.Advice;
        });
    }

    // What proxies say that they were asked for, before they wrote the path anew.
    static string[] OtherTargets(HttpRequest request) =>
    [
        .. TargetHeaders
            .Select(name => OnlyHeader.Value(request, name))
            .OfType<string>()
            .Where(target => target is ['/', ..] and { Length: <= OtherTargetLengthMaximum }),
    ];

    // The path as it is mapped, and nothing that the caller wrote.
    static string Operation(HttpContext http) => $"{http.Request.Method} {http.Request.Path}";

    IEnumerable<Credential> Others(Credential credential) =>
        credentials.Of(credential.Partner).Where(other => other.Caller != credential.Caller);

    static ReadOnlyMemory<byte> Secret(Credential credential) =>
        credential.ClientSecret is { } secret ? secret.Bytes.ToArray() : default;

    static RSA? PublicKey(Credential credential)
    {
        if (credential.PublicKey.IsEmpty)
            return null;

        var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(credential.PublicKey.Span, out _);
        return key;
    }
}
