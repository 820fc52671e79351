using System.Security.Cryptography;
using System.Text;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Ipg = Periksa.Wire.Ipg.Signatures;
using SingaPay = Periksa.Wire.SingaPay;

namespace Periksa.Host.Asking;

/// <summary>A callback as it was received.</summary>
/// <param name="Url">As whoever calls has it registered.</param>
sealed record ReceivedCallback(string Method, string Url, IHeaderDictionary Headers, byte[] Body)
{
    /// <summary>Whose words it is in, by what its headers are; <c>null</c> where that cannot be told.</summary>
    public string? Dialect =>
        Has("X-VERSION") ? "ifortepay"
        : Has(Ipg.Header) ? "ipg-biller"
        : !Has(SnapHeaders.PartnerId) ? null
        : Has(SnapHeaders.Authorization) ? "singapay"
        : "snap";

    public string this[string name] => Headers[name].ToString();

    bool Has(string name) => Headers.ContainsKey(name);
}

/// <summary>Verifies callbacks as their receivers should.</summary>
static class CallbackCheck
{
    const string Bearer = "Bearer ";

    /// <summary>The dialects that call back.</summary>
    public static IReadOnlyList<string> Dialects { get; } = ["ifortepay", "snap", "singapay", "ipg-biller"];

    /// <returns>What is wrong with it and what to do; <c>null</c> for one that the credential's secret has
    /// signed.</returns>
    public static string? FindFault(ReceivedCallback callback, IReadOnlyDictionary<string, KnownCaller> callers)
    {
        if (callback.Dialect is not { } dialect)
            return $"It has the signature of no dialect that calls back: {string.Join(", ", Dialects)}.";

        if (!callers.TryGetValue(dialect, out var caller))
            return $"No credential of {dialect} is at hand: name its file with --credential.";

        if (callback[SnapHeaders.PartnerId] is { Length: > 0 } name && name != caller.Name)
            return $"It is for {name}, and the credential at hand is {caller.Name}: name the right one's file.";

        return IsSigned(callback, dialect, caller.SecretBytes)
            ? null
            : $"It is not signed with the secret of {caller.Name}: name the file of the credential that is called "
                + "back, and with --as the URL that was registered, if that is not where it came in.";
    }

    static bool IsSigned(ReceivedCallback callback, string dialect, byte[] secret) => dialect switch
    {
        "ifortepay" => IsSignedByIFortepay(callback, secret),
        "ipg-biller" => AreSame(Ipg.Of(secret, callback.Body), callback[Ipg.Header]),
        "singapay" => AreSame(OfSingaPay(callback, secret), callback[SingaPay.Headers.Signature]),
        _ => AreSame(OfSnap(callback, secret), callback[SnapHeaders.Signature]),
    };

    // A URL without a path is registered with or without a slash, and the text as it is registered is signed.
    static bool IsSignedByIFortepay(ReceivedCallback callback, byte[] secret) =>
        ((string[])[callback.Url, callback.Url.TrimEnd('/')]).Any(url => CallbackSignature.Verify(
            secret,
            url,
            callback["X-VERSION"],
            callback.Body,
            callback[SnapHeaders.Timestamp],
            callback[SnapHeaders.Signature]));

    static string OfSnap(ReceivedCallback callback, byte[] secret) => ServiceSignature.Sign(
        secret,
        new(callback.Method, RequestTarget.Of(callback.Url), callback.Body, callback[SnapHeaders.Timestamp]),
        token: null);

    static string OfSingaPay(ReceivedCallback callback, byte[] secret)
    {
        var shown = callback[SingaPay.Headers.Authorization];
        return SingaPay.Signature.OfRequest(secret, new(
            callback.Method,
            RequestTarget.Of(callback.Url),
            shown.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? shown[Bearer.Length..] : shown,
            callback.Body,
            callback[SingaPay.Headers.Timestamp]));
    }

    static bool AreSame(string known, string sent) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(sent));
}
