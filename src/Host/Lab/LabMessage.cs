using System.Globalization;
using System.Security.Cryptography;
using Periksa.Host.Asking;
using Periksa.Wire.SingaPay;
using Periksa.Wire.Snap;
using SingaPayAdvice = Periksa.Dialects.SingaPay.SignatureAdvice;

namespace Periksa.Host.Lab;

/// <summary>A message as the lab sees it: what its signature covers, by its scheme.</summary>
sealed class LabMessage
{
    const string Bearer = "Bearer ";

    public LabMessage(LabScheme scheme, WireRequest request, LabCredential? credential, DateTimeOffset now)
    {
        (Scheme, Request, Target) = (scheme, request, Pasted.Target(request));
        Timestamp = request.Header(SnapHeaders.Timestamp) ?? "";
        Token = TokenIn(request.Header(SnapHeaders.Authorization) ?? "");
        Url = credential?.CallbackUrl ?? request.Url.OriginalString;
        Version = request.Header("X-VERSION") ?? "1.0";
        ClientId = scheme is LabScheme.SnapToken
            ? request.Header(SnapHeaders.ClientKey) ?? ""
            : request.Header(Headers.ClientId) ?? credential?.ClientId ?? "";
        Day = DateOnly.FromDateTime(now.ToOffset(BusinessDay.Wib).DateTime);
        Digested = DigestedOf(scheme, request.Body);
        Digest = HasDigest(scheme) ? Convert.ToHexStringLower(SHA256.HashData(Digested)) : null;
        Right = Text();
    }

    public LabScheme Scheme { get; }
    public WireRequest Request { get; }
    public string Target { get; }
    public string Timestamp { get; }

    /// <summary><c>null</c> where there is no Authorization.</summary>
    public string? Token { get; }

    /// <summary>As it is registered, as far as that is known.</summary>
    public string Url { get; }

    public string Version { get; }
    public string ClientId { get; }
    public DateOnly Day { get; }

    /// <summary>The body as it is digested, or signed.</summary>
    public byte[] Digested { get; }

    public string? Digest { get; }

    public SigningText Right { get; }

    /// <summary>The day in a request for SingaPay's token.</summary>
    public string DayText => Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The same with the body's bytes.</summary>
    public SignedRequest SingaPay => new(Request.Method, Target, Token ?? "", Request.Body, Timestamp);

    public ServiceRequest Snap => new(Request.Method, Target, Request.Body, Timestamp);

    SigningText Text() => Scheme switch
    {
        LabScheme.SnapRequest or LabScheme.SingaPayRequest or LabScheme.SingaPayCallback =>
            new(":", Method(), Path(), new(PartName.Token, Token ?? ""), DigestPart(), Stamp()),
        LabScheme.SnapKeyRequest or LabScheme.SnapCallback => new(":", Method(), Path(), DigestPart(), Stamp()),
        LabScheme.IFortepayCallback =>
            new(":", new(PartName.Url, Url), new(PartName.Version, Version), DigestPart(), Stamp()),
        LabScheme.SnapToken => new("|", new(PartName.ClientId, ClientId), Stamp()),
        LabScheme.SingaPayToken => new(
            "_",
            new(PartName.ClientId, ClientId),
            new(PartName.Secret, SingaPayAdvice.SecretsPlace),
            new(PartName.Day, DayText)),
        LabScheme.IpgRequest or LabScheme.IpgCallback => new("", new SignedPart(PartName.Body, Request.Body)),
    };

    SignedPart Method() => new(PartName.Method, Request.Method);

    SignedPart Path() => new(PartName.Target, Target);

    SignedPart DigestPart() => new(PartName.Digest, Digest!);

    SignedPart Stamp() => new(PartName.Timestamp, Timestamp);

    static bool HasDigest(LabScheme scheme) => scheme is not (LabScheme.SnapToken or LabScheme.SingaPayToken
        or LabScheme.IpgRequest or LabScheme.IpgCallback);

    static byte[] DigestedOf(LabScheme scheme, byte[] body)
    {
        switch (scheme)
        {
            case LabScheme.IpgRequest or LabScheme.IpgCallback:
                return body;
            case LabScheme.SingaPayRequest or LabScheme.SingaPayCallback or LabScheme.SingaPayToken:
                return Signature.Canonical(body).ToArray();
            default:
                var kept = new byte[body.Length];
                return kept[..new Minifier().Next(body, kept)];
        }
    }

    static string? TokenIn(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim()
        : authorization is "" ? null
        : authorization;
}
