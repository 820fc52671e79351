using System.Security.Cryptography;
using System.Text;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.SingaPay;

/// <summary>Webhooks that tell how a disbursement ended: verified first, and only then read.</summary>
/// <remarks>
/// What one says is taken for a reason to ask inquiry-status, and not for the answer: the contract lets us ask, and
/// what is asked there is held against the order. Its stamp is signed and not held against a clock, since the vendor
/// does not say that a webhook that is sent again is stamped anew; one that is sent again only has us ask again.
/// </remarks>
internal sealed class Webhooks(SingaPayOptions options)
{
    const string Event = "disbursement";
    const string Scheme = "Bearer ";

    const int Ok = 200;
    const int Malformed = 400;
    const int Unauthorized = 401;

    readonly byte[] _secret = Encoding.UTF8.GetBytes(options.ClientSecret);
    readonly string? _target = options.CallbackUrl is { } url ? RequestTarget.Of(url) : null;

    /// <summary>The vendor takes 200 for "it has it", and sends anything else again by its table.</summary>
    public PayoutNotice Read(CallbackCall call)
    {
        if (call.Body.Length > ProviderClient.BodyBytesMaximum)
            return Refuse(Malformed, "It is longer than any webhook of the vendor's.");

        if (!IsSigned(call))
            return Refuse(Unauthorized, "It is not signed with the client secret, for this URL.");

        if (!StrictJson.TryParse(call.Body.Span, SingaPayJson.Default.Webhook, out var wire))
            return Refuse(Malformed, "It is not the one object that was promised.");

        // Of something else than a disbursement, or of one that was not sent from here.
        return wire.Event.Text is Event
            && wire.Data.Fields is { } data
            && Guid.TryParseExact(data.ReferenceNumber.Text, "N", out var order)
                ? new(new(order), Orders.IsPaid(data), Ok)
                : new(null, null, Ok);
    }

    // As a request to our own path would be signed. Whether the token is one of the provider's only the provider
    // knows; it is a part of what is signed.
    bool IsSigned(CallbackCall call)
    {
        if (call.Header(Headers.Authorization) is not { } authorization
            || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || call.Header(Headers.Timestamp) is not { Length: > 0 } timestamp
            || call.Header(Headers.Signature) is not { } sent)
        {
            return false;
        }

        var known = Signature.OfRequest(
            _secret,
            new(HttpMethod.Post.Method, _target ?? call.Target, authorization[Scheme.Length..], call.Body, timestamp));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(sent));
    }

    static PayoutNotice Refuse(int status, string why) => new(null, null, status, why);
}
