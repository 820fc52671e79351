using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Periksa.Wire.Snap.Finder;

/// <summary>The texts that stand for a body in a signed text instead of its digest.</summary>
static class BodyVariants
{
    // A body of 2 KiB is written anew in every way, one of 64 KiB in the sixteen most usual.
    const int RewrittenBytesMaximum = 1024 * 1024;

    static readonly byte[] ByteOrderMark = [0xef, 0xbb, 0xbf];

    public static IEnumerable<Variant> Of(ReadOnlyMemory<byte> body)
    {
        var raw = body.ToArray();
        var minified = Minified(raw);

        return NotMinified(raw, minified)
            .Concat(MisspeltDigests(minified))
            .Concat(InsteadOfDigest(minified))
            .Concat(Rewritten(minified))
            .Concat(OtherBytes(raw, minified))
            .Concat(OtherDigests(raw, minified));
    }

    static IEnumerable<Variant> NotMinified(byte[] raw, byte[] minified)
    {
        yield return Digest(raw, SignatureMistake.BodyNotMinified);

        if (minified.Length is 0)
        {
            foreach (var taken in (string[])["{}", "null", "\"\"", "[]", "{ }"])
                yield return Digest(Encoding.ASCII.GetBytes(taken), SignatureMistake.BodyEmptyAsBraces);
        }

        yield return Digest([], SignatureMistake.BodyTakenForEmpty);
        yield return Digest(Without(raw, " \t\r\n\f\v"u8), SignatureMistake.BodySpaceDroppedInStrings);
        yield return Digest(Without(minified, " "u8), SignatureMistake.BodySpaceDroppedInStrings);
        yield return Digest(Without(raw, "\r\n"u8), SignatureMistake.BodyNotMinified);
        yield return Digest(Without(raw, "\r\n\t"u8), SignatureMistake.BodyNotMinified);
    }

    static IEnumerable<Variant> OtherBytes(byte[] raw, byte[] minified)
    {
        foreach (var lines in LineEnds(raw))
            yield return Digest(lines, SignatureMistake.BodyLineEndings);

        foreach (var text in (byte[][])[raw, minified])
        {
            yield return Digest(
                text.AsSpan().StartsWith(ByteOrderMark) ? text[3..] : [.. ByteOrderMark, .. text],
                SignatureMistake.BodyByteOrderMark);
        }

        if (Utf8.IsValid(minified))
        {
            var text = Encoding.UTF8.GetString(minified);
            yield return Digest(Encoding.Latin1.GetBytes(text), SignatureMistake.BodyOtherEncoding);
            yield return Digest(Encoding.Unicode.GetBytes(text), SignatureMistake.BodyOtherEncoding);
            yield return Digest(Encoding.ASCII.GetBytes(text), SignatureMistake.BodyOtherEncoding);
        }
    }

    static IEnumerable<byte[]> LineEnds(byte[] raw)
    {
        yield return [.. raw, (byte)'\n'];
        yield return [.. raw, (byte)'\r', (byte)'\n'];

        yield return raw.AsSpan().TrimEnd("\r\n"u8).ToArray();
        yield return raw.AsSpan().Trim(" \t\r\n"u8).ToArray();

        var bare = Without(raw, "\r"u8);
        yield return bare;
        yield return WithReturns(bare);
    }

    static byte[] WithReturns(byte[] text)
    {
        var lines = new ArrayBufferWriter<byte>(text.Length + 1);
        foreach (var line in text.AsSpan().Split((byte)'\n'))
        {
            lines.Write(line.Start.Value is 0 ? ""u8 : "\r\n"u8);
            lines.Write(text.AsSpan(line));
        }

        return lines.WrittenSpan.ToArray();
    }

    static IEnumerable<Variant> MisspeltDigests(byte[] minified)
    {
        var hash = SHA256.HashData(minified);
        yield return new(Convert.ToHexString(hash), SignatureMistake.DigestUpperCase);
        yield return new(Convert.ToBase64String(hash), SignatureMistake.DigestInBase64);
    }

    /// <summary>Digests of what other writers make of the body.</summary>
    static IEnumerable<Variant> Rewritten(byte[] minified)
    {
        if (Parse(minified) is not { } document)
            yield break;

        using (document)
        {
            var budget = RewrittenBytesMaximum;
            var output = new ArrayBufferWriter<byte>(minified.Length + 1);
            foreach (var style in JsonStyle.All.TakeWhile(_ => budget > 0))
            {
                output.ResetWrittenCount();
                var rewriter = new JsonRewriter(style, output);
                rewriter.Write(document.RootElement);
                budget -= output.WrittenCount;

                yield return Digest(output.WrittenSpan, Name(style, rewriter.Changes));
            }
        }
    }

    // One change has a name of its own; several are a rewriting.
    static SignatureMistake Name(JsonStyle style, HashSet<SignatureMistake> changes)
    {
        if (style.Layout is not JsonLayout.Compact)
            return changes.Count is 0 ? SignatureMistake.BodyPrettyPrinted : SignatureMistake.BodyRewritten;

        return changes.Count is 1 ? changes.Single() : SignatureMistake.BodyRewritten;
    }

    static JsonDocument? Parse(byte[] minified)
    {
        if (!Utf8.IsValid(minified))
            return null;

        try
        {
            var isMarked = minified.AsSpan().StartsWith(ByteOrderMark);
            return JsonDocument.Parse(minified.AsMemory(isMarked ? ByteOrderMark.Length : 0));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static IEnumerable<Variant> InsteadOfDigest(byte[] minified)
    {
        yield return new(minified, SignatureMistake.BodyForDigest);
        yield return new("", SignatureMistake.PartMissing);
        yield return new((byte[]?)null, SignatureMistake.PartMissing);
    }

    // And two mistakes about the one body that often come together.
    static IEnumerable<Variant> OtherDigests(byte[] raw, byte[] minified)
    {
        var hash = SHA256.HashData(raw);
        yield return new(
            Convert.ToHexString(hash), SignatureMistake.DigestUpperCase, SignatureMistake.BodyNotMinified);
        yield return new(
            Convert.ToBase64String(hash), SignatureMistake.DigestInBase64, SignatureMistake.BodyNotMinified);
        yield return new(raw, SignatureMistake.BodyForDigest, SignatureMistake.BodyNotMinified);

        HashAlgorithmName[] algorithms = [HashAlgorithmName.SHA512, HashAlgorithmName.SHA1, HashAlgorithmName.MD5];
        foreach (var algorithm in algorithms)
        {
            foreach (var text in (byte[][])[minified, raw])
            {
                var other = CryptographicOperations.HashData(algorithm, text);
                yield return new(Convert.ToHexStringLower(other), SignatureMistake.OtherDigest);
            }
        }
    }

    static Variant Digest(ReadOnlySpan<byte> text, SignatureMistake mistake) =>
        new(Convert.ToHexStringLower(SHA256.HashData(text)), mistake);

    static byte[] Minified(byte[] raw)
    {
        var kept = new byte[raw.Length];
        return kept[..new Minifier().Next(raw, kept)];
    }

    static byte[] Without(byte[] text, ReadOnlySpan<byte> dropped)
    {
        var kept = new byte[text.Length];
        var length = 0;
        foreach (var one in text)
        {
            if (!dropped.Contains(one))
                kept[length++] = one;
        }

        return kept[..length];
    }
}
