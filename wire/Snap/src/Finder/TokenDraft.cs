namespace Periksa.Wire.Snap.Finder;

/// <summary>The text that a request for an access token should have signed.</summary>
static class TokenDraft
{
    // Of the same partner; further ones are not looked at.
    const int ClientIdsMaximum = 16;

    public static Draft Of(RefusedTokenRequest request)
    {
        var client = new Part(request.ClientId, common: 32, () => ClientIdsBut(request));
        var timestamp = new Part(
            request.Timestamp, common: 64, () => TimestampVariants.Of(request.Timestamp, request.Body));
        return new([client, timestamp], "|", () => ServiceTexts(request));
    }

    static IEnumerable<Variant> ClientIdsBut(RefusedTokenRequest request) =>
    [
        .. request.OtherClientIds.Take(ClientIdsMaximum)
            .Select(other => new Variant(other, SignatureMistake.OtherClientId)),
        new(request.ClientId.ToLowerInvariant(), SignatureMistake.OtherClientId),
        new(request.ClientId.ToUpperInvariant(), SignatureMistake.OtherClientId),
        new(request.ClientId.Trim(), SignatureMistake.OtherClientId),
        new("", SignatureMistake.PartMissing),
        new((byte[]?)null, SignatureMistake.PartMissing),
    ];

    // With the token's place left out or empty: there is no token yet.
    static IEnumerable<Variant> ServiceTexts(RefusedTokenRequest request)
    {
        var digests = BodyVariants.Of(request.Body).Select(variant => variant.Value).OfType<byte[]>()
            .Prepend(Text.Utf8(BodyDigest.Of(request.Body.Span)));

        foreach (var digest in digests.Take(4).Select(System.Text.Encoding.UTF8.GetString))
        {
            yield return new($"POST:{request.Target}:{digest}:{request.Timestamp}", SignatureMistake.ServiceText);
            yield return new($"POST:{request.Target}::{digest}:{request.Timestamp}", SignatureMistake.ServiceText);
        }
    }
}
