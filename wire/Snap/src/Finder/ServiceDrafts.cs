namespace Periksa.Wire.Snap.Finder;

/// <summary>The texts that a service request should have signed: with its token under a client secret, without it
/// under a private key. The two share what they can.</summary>
sealed class ServiceDrafts
{
    static readonly string[] Methods = ["POST", "GET", "PUT", "PATCH", "DELETE"];

    public ServiceDrafts(RefusedRequest request)
    {
        var target = request.PublicPrefix + request.Target;
        var method = new Part(request.Method, common: 4, () => MethodsBut(request.Method));
        var path = new Part(target, common: 20, () =>
            TargetVariants.Of(target, request.Host, request.OtherTargets));
        var digest = new Part(BodyDigest.Of(request.Body.Span), common: 40, () => BodyVariants.Of(request.Body));
        var timestamp = new Part(request.Timestamp, common: 24, () =>
            TimestampVariants.Of(request.Timestamp, request.Body).Append(IdFor(request.ExternalId)));

        Symmetric = Over(new(Utf8OrNone(request.Token), common: 4, () => TokensBut(request)));
        Asymmetric = Over(new((byte[]?)null, common: 2, () => NeedlessTokens(request)));

        Draft Over(Part token) => new([method, path, token, digest, timestamp], ":", () => Wholes(request));
    }

    public Draft Symmetric { get; }

    public Draft Asymmetric { get; }

    static byte[]? Utf8OrNone(string? text) => text is null ? null : Text.Utf8(text);

    static IEnumerable<Variant> MethodsBut(string method) =>
    [
        new(method.ToLowerInvariant(), SignatureMistake.MethodCase),
        new(method.Length > 1 ? method[..1] + method[1..].ToLowerInvariant() : "", SignatureMistake.MethodCase),
        .. Methods.Select(other => new Variant(other, SignatureMistake.OtherMethod)),
        new("", SignatureMistake.PartMissing),
        new((byte[]?)null, SignatureMistake.PartMissing),
    ];

    static IEnumerable<Variant> TokensBut(RefusedRequest request) =>
    [
        new("Bearer " + request.Token, SignatureMistake.TokenWithScheme),
        new((byte[]?)null, SignatureMistake.TokenMissing),
        new("", SignatureMistake.TokenEmpty),
        new("bearer " + request.Token, SignatureMistake.TokenWithScheme),
        new("Bearer" + request.Token, SignatureMistake.TokenWithScheme),
        new("null", SignatureMistake.TokenEmpty),
        new("undefined", SignatureMistake.TokenEmpty),
        new(request.Authorization, SignatureMistake.TokenWithScheme),
        new(request.PartnerId, SignatureMistake.TokenMissing),
    ];

    // A token that was sent beside an asymmetric signature, or its empty place.
    static IEnumerable<Variant> NeedlessTokens(RefusedRequest request) =>
    [
        new(request.Token ?? "", SignatureMistake.TokenIncluded),
        new("", SignatureMistake.TokenIncluded),
        new(request.Authorization, SignatureMistake.TokenIncluded),
    ];

    static Variant IdFor(string externalId) => new(externalId, SignatureMistake.OtherTimestamp);

    static IEnumerable<Variant> Wholes(RefusedRequest request)
    {
        if (request.PartnerId.Length > 0)
            yield return new($"{request.PartnerId}|{request.Timestamp}", SignatureMistake.TokenEndpointText);
    }
}
