using System.Text;
using Periksa.Inquiries;
using Periksa.Wire.Snap;

namespace Periksa.Connectors.Snap;

/// <summary>Callbacks: verified first, and only then read.</summary>
internal sealed class Callbacks
{
    const string Version = "X-VERSION";
    const int Ok = 200;

    readonly SnapRouteOptions _options;
    readonly Conclusions _conclusions;
    readonly References _references;
    readonly byte[]? _secret;
    readonly byte[]? _key;
    readonly byte[] _taken;

    public Callbacks(SnapRouteOptions options, Conclusions conclusions, References references)
    {
        (_options, _conclusions, _references) = (options, conclusions, references);
        _secret = options.HmacSecret is { } secret ? Encoding.UTF8.GetBytes(secret) : null;
        _key = options.ProviderPublicKey is { } pem
            ? RsaKeys.ReadPublic(pem, nameof(options.ProviderPublicKey))
            : null;
        _taken = options.CallbackAnswer is { } answer
            ? Encoding.UTF8.GetBytes(answer)
            : Answer(ResponseCodes.Successful(options.Service));
    }

    public ProviderCallback Read(CallbackCall call)
    {
        if (!IsSigned(call))
        {
            return Refuse(
                ResponseCodes.Unauthorized(_options.Service, "Signature"), "It is not signed by the provider");
        }

        if (AnswerFields.TryRead(call.Body, _options) is not { } fields)
            return Refuse(ResponseCodes.BadRequest(_options.Service), "Its body is no JSON object");

        if (fields.Reference is not { } reference || _references.Find(reference) is not { } inquiry)
            return Refuse(ResponseCodes.TransactionNotFound(_options.Service), "Its reference is none of ours");

        return new(inquiry, _conclusions.Reply(_conclusions.Sort(fields), fields), Ok, _taken);
    }

    bool IsSigned(CallbackCall call)
    {
        if (call.Header(SnapHeaders.Timestamp) is not { } timestamp
            || call.Header(SnapHeaders.Signature) is not { } signature)
        {
            return false;
        }

        if (_key is null)
        {
            return _secret is not null
                && call.Header(Version) is { } version
                && CallbackSignature.Verify(
                    _secret, _options.CallbackUrl ?? call.Url, version, call.Body.Span, timestamp, signature);
        }

        using var key = RsaKeys.OpenPublic(_key);
        return ServiceSignature.Verify(
            key, new("POST", Path(call), call.Body.Span, timestamp), signature, SignatureForms.Base64);
    }

    // The standard signs a path, not a URL.
    string Path(CallbackCall call) =>
        _options.CallbackUrl is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            ? uri.PathAndQuery
            : call.Target;

    static ProviderCallback Refuse(SnapCode code, string why) =>
        new(Inquiry: null, Reply: null, code.Http, Answer(code), why);

    static byte[] Answer(SnapCode code) => Encoding.UTF8.GetBytes(
        $$"""{"responseCode":"{{code.Value}}","responseMessage":"{{code.Message}}"}""");
}
