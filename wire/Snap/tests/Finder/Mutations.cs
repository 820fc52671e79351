using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static Periksa.Wire.Snap.Finder.SignatureMistake;
using Mistake = Periksa.Wire.Snap.Finder.SignatureMistake;

namespace Periksa.Wire.Snap.Tests.Finder;

/// <summary>One way to go wrong.</summary>
/// <param name="MistakeOn">What it comes to for a given request, where that depends on the request.</param>
sealed record Mutation(
    string Name, Mistake Mistake, Func<Sender, Sender> Apply, Func<Sender, Mistake>? MistakeOn = null)
{
    public Mistake For(Sender right) => MistakeOn?.Invoke(right) ?? Mistake;
}

/// <summary>Ways to go wrong, made with nothing of the product's.</summary>
static class Mutations
{
    public const string Host = "api.periksa.example";
    public const string ClientId = "MCPD00000012";

    /// <summary>All that may be made with a secret and a token.</summary>
    public static IReadOnlyList<Mutation> Symmetric =>
        field ??= [.. OfBodies, .. OfTexts, .. OfTokens, .. OfSpellings, .. OfSecrets];

    /// <summary>All that may be made with a private key.</summary>
    public static IReadOnlyList<Mutation> Asymmetric => field ??= [.. OfBodies, .. OfTexts, .. OfSpellings, .. OfKeys];

    public static IReadOnlyList<Mutation> OfBodies { get; } =
    [
        new("not minified", BodyNotMinified, sender => sender with { Minify = body => body }),
        new("all white space dropped", BodySpaceDroppedInStrings, Text(body => body
            .Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal))),
        new Writer("slashes escaped", body => Bodies.WithSlashes(Bodies.Compact(body)), EscapesSlashes: true),
        new Writer("in ASCII", body => Bodies.InAscii(Bodies.Compact(body)), EscapesNonAscii: true),
        new Writer("PHP", body => Bodies.InAscii(Bodies.WithSlashes(Bodies.Compact(body))),
            EscapesSlashes: true, EscapesNonAscii: true),
        new Writer("Go", body => Bodies.InHtml(Bodies.Compact(body)), Signs: "<>&"),
        new Writer(".NET", Bodies.InDotNet, EscapesNonAscii: true, Signs: "<>&'+`\\"),
        new Writer(".NET, relaxed", Bodies.InRelaxedDotNet, EscapesBeyond16Bits: true),
        new Writer("no escapes", Bodies.Compact),
        new Writer("JavaScript", body =>
            Bodies.WithNumbers(Bodies.Compact(body), hasPoint: false), WritesNumbers: true),
        new Writer("Python, compact", body =>
            Bodies.InAscii(Bodies.WithNumbers(Bodies.Compact(body), hasPoint: true)),
            EscapesNonAscii: true, WritesNumbers: true),
        new Writer("keys sorted", Bodies.Sorted, Sorts: true),
        new Writer("keys sorted, in ASCII", body => Bodies.InAscii(Bodies.Sorted(body)),
            EscapesNonAscii: true, Sorts: true),
        new Writer("two spaces", body => Bodies.Indented(body, ' ', 2), LaysOut: true),
        new Writer("four spaces", body => Bodies.Indented(body, ' ', 4), LaysOut: true),
        new Writer("tabs", body => Bodies.Indented(body, '\t', 1), LaysOut: true),
        new Writer("Python's separators", body => Bodies.Spaced(Bodies.Compact(body)), LaysOut: true),
        new Writer("Python", body =>
            Bodies.InAscii(Bodies.Spaced(Bodies.WithNumbers(Bodies.Compact(body), hasPoint: true))),
            EscapesNonAscii: true, WritesNumbers: true, LaysOut: true),
        new("slashes escaped in place", BodySlashesEscaped, Text(text => Bodies.WithSlashes(
            Encoding.UTF8.GetString(Sender.Minified(Encoding.UTF8.GetBytes(text)))
                .Replace("\\/", "/", StringComparison.Ordinal)))),
        new("braces for nothing", BodyEmptyAsBraces, sender =>
            sender.Body.Length is 0 ? sender with { Minify = _ => "{}"u8.ToArray() } : sender),
        new("taken for empty", BodyTakenForEmpty, sender => sender with { Minify = _ => [] }),
        new("body for its digest", BodyForDigest, sender => sender with { Digest = Encoding.UTF8.GetString }),
        new("a line feed more", BodyLineEndings, sender => sender with { Minify = body => [.. body, (byte)'\n'] }),
        new("returns dropped", BodyLineEndings, sender => sender with
        {
            Minify = body => [.. body.Where(one => one is not (byte)'\r')],
        }),
        new("a byte order mark", BodyByteOrderMark, sender => sender with
        {
            Minify = body => [0xef, 0xbb, 0xbf, .. Sender.Minified(body)],
        }),
        new("Latin-1", BodyOtherEncoding, sender => sender with
        {
            Minify = body => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(Sender.Minified(body))),
        }),
        new("capitals", DigestUpperCase, sender => sender with
        {
            Digest = body => Convert.ToHexString(SHA256.HashData(body)),
        }),
        new("base64", DigestInBase64, sender => sender with
        {
            Digest = body => Convert.ToBase64String(SHA256.HashData(body)),
        }),
        new("SHA-512", OtherDigest, sender => sender with
        {
            Digest = body => Convert.ToHexStringLower(SHA512.HashData(body)),
        }),
    ];

    public static IReadOnlyList<Mutation> OfTexts { get; } =
    [
        new("first segment", TargetWithoutPrefix, sender => sender with
        {
            Target = sender.Target[sender.Target.IndexOf('/', 1)..],
        }),
        new("two segments", TargetWithoutPrefix, sender => sender with
        {
            Target = sender.Target[sender.Target.IndexOf('/', sender.Target.IndexOf('/', 1) + 1)..],
        }),
        new("https", TargetWithHost, sender => sender with { Target = $"https://{Host}{sender.Target}" }),
        new("host", TargetWithHost, sender => sender with { Target = Host + sender.Target }),
        new("no query", TargetWithoutQuery, sender => sender with { Target = sender.Target.Split('?')[0] }),
        new("query sorted", TargetQuerySorted, sender => sender with { Target = Sorted(sender.Target) }),
        new("decoded", TargetDecoded, sender => sender with { Target = Uri.UnescapeDataString(sender.Target) }),
        new("plus", TargetEncoded, sender => sender with
        {
            Target = sender.Target.Replace("%20", "+", StringComparison.Ordinal),
        }),
        new("slash", TargetSlash, sender => sender with
        {
            Target = sender.Target.Contains('?', StringComparison.Ordinal)
                ? sender.Target.Replace("?", "/?", StringComparison.Ordinal)
                : sender.Target + "/",
        }),
        new("no first slash", TargetSlash, sender => sender with { Target = sender.Target[1..] }),
        new("lower case", TargetCase, sender => sender with { Target = sender.Target.ToLowerInvariant() }),
        new("method in lower case", MethodCase, sender => sender with { Method = sender.Method.ToLowerInvariant() }),
        new("another method", OtherMethod, sender => sender with { Method = sender.Method is "GET" ? "POST" : "GET" }),
        new("UTC", TimestampForm, sender => sender with { Timestamp = In(sender, "yyyy-MM-dd'T'HH:mm:ss'Z'", 0) }),
        new("WIB", TimestampForm, sender => sender with { Timestamp = In(sender, "yyyy-MM-dd'T'HH:mm:sszzz", 7) }),
        new("milliseconds", TimestampForm, sender => sender with
        {
            Timestamp = In(sender, "yyyy-MM-dd'T'HH:mm:ss.fffzzz", 7),
        }),
        new("no colon", TimestampForm, sender => sender with
        {
            Timestamp = In(sender, "yyyy-MM-dd'T'HH:mm:ss'+0700'", 7),
        }),
        new("a second later", OtherTimestamp, sender => sender with { Timestamp = Later(sender) }),
        new("bars", OtherSeparator, sender => sender with { Separator = "|" }),
        new("nothing between", OtherSeparator, sender => sender with { Separator = "" }),
        new("timestamp first", OtherOrder, sender => sender with { Arrange = parts => [parts[^1], .. parts[..^1]] }),
        new("turned round", OtherOrder, sender => sender with { Arrange = parts => [.. parts.Reverse()] }),
        new("no method", PartMissing, sender => sender with { Arrange = parts => parts[1..] }),
        new("no timestamp", PartMissing, sender => sender with { Timestamp = "" }),
        new("line feed", TextWithNewline, sender => sender with { Finish = text => text + "\n" }),
        new("token endpoint's", TokenEndpointText, sender => sender with
        {
            Finish = _ => $"{ClientId}|{sender.Timestamp}",
        }),
    ];

    public static IReadOnlyList<Mutation> OfTokens { get; } =
    [
        new("scheme", TokenWithScheme, sender => sender with { Token = "Bearer " + sender.Token }),
        new("none", TokenMissing, sender => sender with { Token = null }),
        new("empty", TokenEmpty, sender => sender with { Token = "" }),
    ];

    public static IReadOnlyList<Mutation> OfSpellings { get; } =
    [
        new("hex", SignatureInHex, sender => sender with { Spell = Convert.ToHexStringLower }),
        new("hex in capitals", SignatureInHex, sender => sender with { Spell = Convert.ToHexString }),
        new("hex in base64", SignatureHexInBase64, sender => sender with
        {
            Spell = bytes => Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes))),
        }),
        new("base64url", SignatureInBase64Url, sender => sender with
        {
            Spell = bytes => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_'),
        }),
        new("base64url, not padded", SignatureInBase64Url, sender => sender with
        {
            Spell = bytes => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_').TrimEnd('='),
        }),
        new("not padded", SignatureMisspelt, sender => sender with
        {
            Spell = bytes => Convert.ToBase64String(bytes).TrimEnd('='),
        }),
        new("line feed", SignatureMisspelt, sender => sender with
        {
            Spell = bytes => Convert.ToBase64String(bytes) + "\n",
        }),
        new("in lines", SignatureMisspelt, sender => sender with
        {
            Spell = bytes => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks),
        }),
    ];

    public static IReadOnlyList<Mutation> OfSecrets { get; } =
    [
        new("SHA-256", OtherHash, sender => sender with { Hmac = HMACSHA256.HashData }),
        new("no key", HashWithoutKey, sender => sender with { Hmac = (_, text) => SHA512.HashData(text) }),
        new("from base64", SecretDecodedFromBase64, sender => sender with
        {
            Secret = Convert.FromBase64String(Encoding.ASCII.GetString(sender.Secret)),
        }),
        new("from hex", SecretDecodedFromHex, sender => sender with
        {
            Secret = Convert.FromHexString(Encoding.ASCII.GetString(sender.Secret)),
        }),
        new("line feed", SecretWithWhiteSpace, sender => sender with { Secret = [.. sender.Secret, (byte)'\n'] }),
        new("another", OtherCredential, sender => sender with { Secret = "the partner's other secret"u8.ToArray() }),
        new("key", AsymmetricForSymmetric, sender => sender with { Key = Keys.Own, Token = null }),
    ];

    public static IReadOnlyList<Mutation> OfKeys { get; } =
    [
        new("PSS", PssPadding, sender => sender with { Padding = RSASignaturePadding.Pss }),
        new("SHA-512", OtherHash, sender => sender with { KeyHash = HashAlgorithmName.SHA512 }),
        new("SHA-1", OtherHash, sender => sender with { KeyHash = HashAlgorithmName.SHA1 }),
        new("another", OtherCredential, sender => sender with { Key = Keys.Other }),
        new("secret", SymmetricForAsymmetric, sender => sender with { Key = null }),
        new("digested before", DigestedTwice, sender => sender with
        {
            Finish = text => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        }),
        new("token", TokenIncluded, sender => sender with { Token = "" }),
    ];

    static Func<Sender, Sender> Text(Func<string, string> write) => sender =>
        sender with { Minify = body => Encoding.UTF8.GetBytes(write(Encoding.UTF8.GetString(body))) };

    static string Sorted(string target)
    {
        var parts = target.Split('?');
        return parts.Length is 1
            ? target
            : $"{parts[0]}?{string.Join('&', parts[1].Split('&').Order(StringComparer.Ordinal))}";
    }

    static string In(Sender sender, string format, int hours) =>
        Moment(sender).ToOffset(TimeSpan.FromHours(hours)).ToString(format, CultureInfo.InvariantCulture);

    static string Later(Sender sender)
    {
        var format = sender.Timestamp.Contains('.', StringComparison.Ordinal)
            ? "yyyy-MM-dd'T'HH:mm:ss.fff" : "yyyy-MM-dd'T'HH:mm:ss";
        var zone = sender.Timestamp.EndsWith('Z') ? "'Z'" : "zzz";
        return Moment(sender).AddSeconds(1).ToString(format + zone, CultureInfo.InvariantCulture);
    }

    static DateTimeOffset Moment(Sender sender) =>
        DateTimeOffset.Parse(sender.Timestamp, CultureInfo.InvariantCulture);
}
