namespace Periksa.Wire.Snap.Finder;

/// <summary>The text that a callback's signature covers.</summary>
static class CallbackDraft
{
    public static Draft Of(ReceivedCallback callback)
    {
        var digest = new Part(BodyDigest.Of(callback.Body.Span), common: 40, () => BodyVariants.Of(callback.Body));
        var timestamp = new Part(
            callback.Timestamp, common: 24, () => TimestampVariants.Of(callback.Timestamp, callback.Body));
        Part[] parts = callback.Version is { } version
            ? [new(callback.Url, common: 8, () => UrlsBut(callback)), VersionPart(version), digest, timestamp]
            : [MethodPart(callback.Method), TargetPart(callback), digest, timestamp];
        return new(parts, ":", () => []);
    }

    static Part MethodPart(string method) => new(method, common: 1, () =>
    [
        new(method.ToLowerInvariant(), SignatureMistake.MethodCase),
        new("GET", SignatureMistake.OtherMethod),
        new((byte[]?)null, SignatureMistake.PartMissing),
    ]);

    static Part TargetPart(ReceivedCallback callback) => new(callback.Target, common: 20, () =>
        TargetVariants.Of(callback.Target, Authority(callback.Url), [callback.Url]));

    static Part VersionPart(string version) => new(version, common: 2, () =>
    [
        new("v" + version, SignatureMistake.PartMissing),
        new("", SignatureMistake.PartMissing),
        new((byte[]?)null, SignatureMistake.PartMissing),
    ]);

    // The URL is signed as it is registered: what a server makes of it when it is called may be spelt otherwise.
    static IEnumerable<Variant> UrlsBut(ReceivedCallback callback)
    {
        var url = callback.Url;
        yield return new(url.EndsWith('/') ? url.TrimEnd('/') : url + "/", SignatureMistake.TargetSlash);
        yield return new(callback.Target, SignatureMistake.OtherPath);
        yield return new(url.Split('?')[0], SignatureMistake.TargetWithoutQuery);
        yield return new(callback.Target.Split('?')[0], SignatureMistake.OtherPath);
        yield return new(OtherScheme(url), SignatureMistake.OtherPath);
        yield return new(Authority(url) + callback.Target, SignatureMistake.OtherPath);
        yield return new(url.ToLowerInvariant(), SignatureMistake.TargetCase);
        yield return new(Uri.UnescapeDataString(url), SignatureMistake.TargetDecoded);
        yield return new(Uri.EscapeDataString(url), SignatureMistake.TargetEncoded);
        yield return new(callback.Method, SignatureMistake.OtherMethod);
        yield return new((byte[]?)null, SignatureMistake.PartMissing);
    }

    static string OtherScheme(string url) => url.StartsWith("https://", StringComparison.Ordinal)
        ? "http://" + url["https://".Length..]
        : url.Replace("http://", "https://", StringComparison.Ordinal);

    static string Authority(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Authority : "";
}
