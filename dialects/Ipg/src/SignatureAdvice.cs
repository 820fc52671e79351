using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg;

/// <summary>Names the known mistake that explains a signature over a body: a channel's, or what a biller computed over
/// a webhook.</summary>
public static class SignatureAdvice
{
    const string Bytes = "Sign the very bytes that are sent, and verify the very bytes that come: ";

    static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true };

    static readonly JsonSerializerOptions Wide = new() { WriteIndented = true, IndentSize = 4 };

    static readonly JsonSerializerOptions Dense = new();

    /// <param name="sent">The text of Signature.</param>
    /// <param name="key">The API key's bytes.</param>
    /// <returns>What is wrong; <c>null</c> for a signature that is right.</returns>
    public static SignedInstead? Explain(string sent, ReadOnlySpan<byte> key, ReadOnlyMemory<byte> body)
    {
        var right = Signatures.Of(key, body.Span);
        if (IsSame(right, sent))
            return null;

        if ((FindSpelling(right, sent) ?? FindOtherHash(sent, key, body.Span)) is { } advice)
            return new(advice);

        foreach (var wrong in Rewritten(body))
        {
            if (IsSame(Signatures.Of(key, wrong.Text), sent))
                return wrong;
        }

        return new("Sign the very bytes of the body that you send, with this client's own API key as the key.");
    }

    static string? FindSpelling(string right, string sent)
    {
        if (IsSame(right.ToUpperInvariant(), sent.ToUpperInvariant()))
            return "Write the hex digits of the signature in lower case.";

        if (IsSame($"sha256={right}", sent.ToLowerInvariant()))
            return "Write the hex digits of the signature alone, without 'sha256=' before them.";

        return IsSame(Convert.ToBase64String(Convert.FromHexString(right)), sent)
            ? "Write the signature as lower-case hex, not as base64."
            : null;
    }

    static string? FindOtherHash(string sent, ReadOnlySpan<byte> key, ReadOnlySpan<byte> body)
    {
        if (IsSame(HMACSHA512.HashData(key, body), sent))
            return "Sign with HMAC-SHA256, not with HMAC-SHA512.";

        if (IsSame(SHA256.HashData([.. body, .. key]), sent) || IsSame(SHA256.HashData([.. key, .. body]), sent))
            return "Sign with HMAC-SHA256, whose key is your API key; a digest of both together is none.";

        if (IsSame(SHA256.HashData(body), sent))
            return "Sign with HMAC-SHA256, whose key is your API key: what was sent is a digest without any key.";

        return IsSame(HMACSHA256.HashData([.. key, (byte)'\n'], body), sent)
            ? "Use the API key without the line break at its end."
            : null;
    }

    // Commonest first.
    static IEnumerable<SignedInstead> Rewritten(ReadOnlyMemory<byte> body)
    {
        var isJson = StrictJson.IsWellFormed(body.Span);
        var compact = isJson ? JsonSpace.Drop(body.Span).ToArray() : body.ToArray();
        yield return new(Bytes + "what was signed had no white space, and the body has.", compact);
        yield return new(
            "Sign the very bytes that you send, the line break at the end included.",
            body.Span.TrimEnd("\r\n "u8).ToArray());
        yield return new(Bytes + "what was signed ends in one line break more.", [.. body.Span, (byte)'\n']);
        if (!isJson)
            yield break;

        const string escaped = Bytes + "slashes or letters were escaped in what was signed, as json_encode does it.";
        foreach (var one in (byte[][])[compact, body.ToArray()])
        {
            yield return new(escaped, Escaped(one, hasSlashes: true, hasLetters: true));
            yield return new(escaped, Escaped(one, hasSlashes: true, hasLetters: false));
            yield return new(escaped, Escaped(one, hasSlashes: false, hasLetters: true));
        }

        if (JsonNode.Parse(body.Span) is not { } parsed)
            yield break;

        foreach (var options in (JsonSerializerOptions[])[Spaced, Wide, Dense])
        {
            yield return new(
                Bytes + "the body was parsed and written again in what was signed.",
                Encoding.UTF8.GetBytes(parsed.ToJsonString(options)));
        }
    }

    static byte[] Escaped(byte[] json, bool hasSlashes, bool hasLetters)
    {
        var text = new StringBuilder(json.Length + 64);
        foreach (var one in Encoding.UTF8.GetString(json))
        {
            if (one is '/' && hasSlashes)
                text.Append("\\/");
            else if (one > '~' && hasLetters)
                text.Append("\\u").Append($"{(int)one:x4}");
            else
                text.Append(one);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static bool IsSame(byte[] digest, string sent) => IsSame(Convert.ToHexStringLower(digest), sent);

    static bool IsSame(string known, string sent) => Signatures.AreSame(known, sent);
}
