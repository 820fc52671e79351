using Periksa.Host.Asking;

namespace Periksa.Host.Lab;

/// <summary>The kinds of messages that are signed.</summary>
enum LabKind
{
    /// <summary>What a caller asks, signed with its secret.</summary>
    Request,

    /// <summary>What a caller asks, signed with its private key.</summary>
    KeyRequest,

    /// <summary>The request for an access token.</summary>
    Token,

    /// <summary>What was posted to the caller.</summary>
    Callback,
}

/// <summary>The ways to sign: what of a message, and how.</summary>
public enum LabScheme
{
    SnapRequest,
    SnapKeyRequest,
    SnapToken,
    SnapCallback,
    IFortepayCallback,
    SingaPayRequest,
    SingaPayToken,
    SingaPayCallback,
    IpgRequest,
    IpgCallback,
}

/// <summary>Which dialect signs what in which way.</summary>
static class LabSchemes
{
    const LabKind Request = LabKind.Request, Key = LabKind.KeyRequest, Token = LabKind.Token;

    static readonly (string Dialect, LabKind Kind, LabScheme Scheme)[] All =
    [
        ("ifortepay", Request, LabScheme.SnapRequest),
        ("ifortepay", Token, LabScheme.SnapToken),
        ("ifortepay", LabKind.Callback, LabScheme.IFortepayCallback),
        ("paydia", Request, LabScheme.SnapRequest),
        ("paydia", Key, LabScheme.SnapKeyRequest),
        ("paydia", Token, LabScheme.SnapToken),
        ("snap", Request, LabScheme.SnapRequest),
        ("snap", Key, LabScheme.SnapKeyRequest),
        ("snap", Token, LabScheme.SnapToken),
        ("snap", LabKind.Callback, LabScheme.SnapCallback),
        ("singapay", Request, LabScheme.SingaPayRequest),
        ("singapay", Token, LabScheme.SingaPayToken),
        ("singapay", LabKind.Callback, LabScheme.SingaPayCallback),
        ("ipg-channel", Request, LabScheme.IpgRequest),
        ("ipg-biller", LabKind.Callback, LabScheme.IpgCallback),
    ];

    /// <summary>The dialects in which something is signed.</summary>
    public static IReadOnlyList<string> Dialects { get; } = [.. All.Select(one => one.Dialect).Distinct()];

    /// <summary>What is signed in a dialect.</summary>
    public static IReadOnlyList<LabKind> KindsOf(string dialect) =>
        [.. All.Where(one => one.Dialect == dialect).Select(one => one.Kind)];

    /// <exception cref="SettingsException">Nothing is signed so.</exception>
    public static LabScheme Get(string dialect, LabKind kind)
    {
        foreach (var one in All)
        {
            if (one.Dialect == dialect && one.Kind == kind)
                return one.Scheme;
        }

        throw new SettingsException(Dialects.Contains(dialect)
            ? "This dialect signs no message of that kind: choose another kind."
            : $"That is no dialect in which something is signed: choose one of {string.Join(", ", Dialects)}.");
    }

    /// <summary>What a message must be, by its headers and its path.</summary>
    public static LabKind Guess(string dialect, WireRequest request)
    {
        var kinds = KindsOf(dialect);
        if (request.Url.AbsolutePath.EndsWith("/access-token/b2b", StringComparison.Ordinal))
            return kinds.Contains(Token) ? Token : Request;

        if (kinds is [LabKind.Callback] || (kinds.Contains(LabKind.Callback) && IsCallback(dialect, request)))
            return LabKind.Callback;

        return request.Header("Authorization") is null && kinds.Contains(Key) ? Key : Request;
    }

    /// <summary>True where a message is signed with an RSA key.</summary>
    public static bool IsSignedWithKey(this LabScheme scheme) =>
        scheme is LabScheme.SnapKeyRequest or LabScheme.SnapToken;

    /// <summary>True where we sign and the partner verifies.</summary>
    public static bool IsCallback(this LabScheme scheme) => scheme is LabScheme.SnapCallback
        or LabScheme.IFortepayCallback or LabScheme.SingaPayCallback or LabScheme.IpgCallback;

    /// <summary>The header that holds the signature.</summary>
    public static string SignatureHeader(this LabScheme scheme) => scheme switch
    {
        LabScheme.IpgRequest or LabScheme.IpgCallback => Wire.Ipg.Signatures.Header,
        LabScheme.SingaPayRequest or LabScheme.SingaPayToken or LabScheme.SingaPayCallback =>
            Wire.SingaPay.Headers.Signature,
        LabScheme.SnapRequest or LabScheme.SnapKeyRequest or LabScheme.SnapToken or LabScheme.SnapCallback
            or LabScheme.IFortepayCallback => Wire.Snap.SnapHeaders.Signature,
    };

    static bool IsCallback(string dialect, WireRequest request) => dialect switch
    {
        "ifortepay" => request.Header("X-VERSION") is not null,
        "singapay" => request.Header("User-Agent")?.StartsWith("SingaPaymentGateway", StringComparison.Ordinal) is true,
        _ => request.Header("Authorization") is null
            && !request.Url.AbsolutePath.Contains("/v1.", StringComparison.Ordinal),
    };
}
