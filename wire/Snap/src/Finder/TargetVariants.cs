using System.Text.RegularExpressions;

namespace Periksa.Wire.Snap.Finder;

/// <summary>The texts that are signed for a target instead of the path and query that are sent.</summary>
static partial class TargetVariants
{
    // Paths of the standard have about five segments.
    const int SegmentsMaximum = 8;

    /// <param name="target">As it is to be signed.</param>
    /// <param name="host">Empty where it is not known.</param>
    /// <param name="others">Targets that the sender, or a proxy, says it was sent to.</param>
    public static IEnumerable<Variant> Of(string target, string host, IEnumerable<string> others)
    {
        var (path, query) = Split(target);

        return WithoutAPart(target, path, query)
            .Concat(WithHost(target, path, query, host))
            .Concat(All(Sorted(path, query), SignatureMistake.TargetQuerySorted))
            .Concat(All(WithOtherSlashes(target, path, query), SignatureMistake.TargetSlash))
            .Concat(All(Decoded(target), SignatureMistake.TargetDecoded))
            .Concat(All([target.ToLowerInvariant(), target.ToUpperInvariant()], SignatureMistake.TargetCase))
            .Concat(All(Encoded(path, query), SignatureMistake.TargetEncoded))
            .Concat(All(others, SignatureMistake.OtherPath))
            .Concat(All(VendorPaths.Of(path).Select(other => other + query), SignatureMistake.OtherPath))
            .Append(new(query, query is "" ? SignatureMistake.PartMissing : SignatureMistake.TargetWithoutPrefix))
            .Append(new("", SignatureMistake.PartMissing))
            .Append(new((byte[]?)null, SignatureMistake.PartMissing));
    }

    static IEnumerable<Variant> All(IEnumerable<string> targets, SignatureMistake mistake) =>
        targets.Select(target => new Variant(target, mistake));

    static IEnumerable<Variant> WithoutAPart(string target, string path, string query)
    {
        if (query.Length > 0)
            yield return new(path, SignatureMistake.TargetWithoutQuery);

        foreach (var shorter in WithoutPrefixes(target))
            yield return new(shorter, SignatureMistake.TargetWithoutPrefix);
    }

    static IEnumerable<Variant> WithHost(string target, string path, string query, string host)
    {
        if (host.Length is 0)
            yield break;

        foreach (var origin in (string[])["https://", "http://", ""])
            yield return new(origin + host + target, SignatureMistake.TargetWithHost);

        if (query.Length > 0)
        {
            yield return new("https://" + host + path,
                SignatureMistake.TargetWithHost, SignatureMistake.TargetWithoutQuery);
        }
    }

    static IEnumerable<string> WithOtherSlashes(string target, string path, string query) =>
        [path.EndsWith('/') ? path[..^1] + query : path + "/" + query, target.TrimStart('/')];

    static (string Path, string Query) Split(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, "") : (target[..mark], target[mark..]);
    }

    // Up to the last segment: /api/v1.0/x is also signed as /v1.0/x and as /x.
    static IEnumerable<string> WithoutPrefixes(string target)
    {
        var rest = target;
        for (var count = 0; count < SegmentsMaximum; count++)
        {
            var (path, _) = Split(rest);
            var slash = path.Length > 1 ? path.IndexOf('/', 1) : -1;
            if (slash < 0)
                yield break;

            rest = rest[slash..];
            yield return rest;
        }
    }

    static IEnumerable<string> Sorted(string path, string query)
    {
        if (query.Length < 2)
            return [];

        var parameters = query[1..].Split('&');
        return
        [
            path + '?' + string.Join('&', parameters.Order(StringComparer.Ordinal)),
            path + '?' + string.Join('&', parameters.OrderBy(one => one.Split('=')[0], StringComparer.Ordinal)),
            path + '?' + string.Join('&', parameters.Reverse()),
            path + '?' + string.Join('&', parameters.Order(StringComparer.OrdinalIgnoreCase)),
        ];
    }

    static IEnumerable<string> Decoded(string target)
    {
        yield return Uri.UnescapeDataString(target);
        yield return Uri.UnescapeDataString(target.Replace('+', ' '));
    }

    static IEnumerable<string> Encoded(string path, string query)
    {
        var target = path + query;
        yield return target.Replace("%20", "+", StringComparison.Ordinal);
        yield return target.Replace("+", "%20", StringComparison.Ordinal);
        yield return target.Replace("+", "%2B", StringComparison.Ordinal);
        yield return Escape.Replace(target, found => found.Value.ToUpperInvariant());
        yield return Escape.Replace(target, found => found.Value.ToLowerInvariant());
        yield return path + EachEncoded(query);
        yield return target.Replace("%", "%25", StringComparison.Ordinal);
        yield return OnlyLegal(target);
        yield return Uri.EscapeDataString(target);
        yield return Uri.EscapeDataString(Uri.UnescapeDataString(target));
    }

    // As a client does that takes the parameters apart and builds the query anew.
    static string EachEncoded(string query) => Between.Replace(query, found =>
        found.Value.Length is 0 ? "" : Uri.EscapeDataString(Uri.UnescapeDataString(found.Value.Replace('+', ' '))));

    static string OnlyLegal(string target) => Illegal.Replace(target, found => Uri.EscapeDataString(found.Value));

    [GeneratedRegex("%[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Escape { get; }

    [GeneratedRegex("[^?&=]+", RegexOptions.CultureInvariant)]
    private static partial Regex Between { get; }

    [GeneratedRegex(@"[^!#$&'()*+,/:;=?@\[\]A-Za-z0-9._~%-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Illegal { get; }
}
