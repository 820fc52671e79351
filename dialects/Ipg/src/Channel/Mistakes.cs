using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Channel;

/// <summary>Finds out which known mistake explains a signature that was refused.</summary>
internal static class Mistakes
{
    const string Wrong = "The Signature header does not verify.";

    public static void Explain(HttpContext http, Credential client, ReadOnlyMemory<byte> body)
    {
        var (reason, advice) = !http.Request.Headers.ContainsKey(Signatures.Header)
            ? ("There is no Signature header, and this client must sign.",
                "Send Signature: the lower-case hex HMAC-SHA256 of the body, its key your API key.")
            : (Wrong, Find(OnlyHeader.Value(http.Request, Signatures.Header), client.ClientSecret, body.Span));
        Hints.Explain(http, reason, advice);
    }

    static string Find(string? sent, ClientSecret? secret, ReadOnlySpan<byte> body)
    {
        if (sent is null)
            return "Send the Signature header once.";

        if (secret is null)
            return "Have the operator give this client an API key to sign with.";

        var digest = HMACSHA256.HashData(secret.Bytes, body);
        if (IsSame(Convert.ToHexString(digest), sent.ToUpperInvariant()))
            return "Write the hex digits of the signature in lower case.";

        if (IsSame(Convert.ToBase64String(digest), sent))
            return "Write the signature as lower-case hex, not as base64.";

        if (IsSame(HMACSHA512.HashData(secret.Bytes, body), sent))
            return "Sign with HMAC-SHA256, not with HMAC-SHA512.";

        if (IsSame(SHA256.HashData([.. body, .. secret.Bytes]), sent)
            || IsSame(SHA256.HashData([.. secret.Bytes, .. body]), sent))
        {
            return "Sign with HMAC-SHA256, whose key is your API key; a digest of both together is none.";
        }

        if (StrictJson.IsWellFormed(body) && IsSame(HMACSHA256.HashData(secret.Bytes, JsonSpace.Drop(body)), sent))
            return "Sign the very bytes that you send: what was signed had no white space, and the body has.";

        if (IsSame(HMACSHA256.HashData(secret.Bytes, Trimmed(body)), sent))
            return "Sign the very bytes that you send, the line break at the end included.";

        return "Sign the very bytes of the body that you send, with this client's own API key as the key.";
    }

    static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> body) => body.TrimEnd("\r\n "u8);

    static bool IsSame(byte[] digest, string sent) => IsSame(Convert.ToHexStringLower(digest), sent);

    static bool IsSame(string known, string sent) => Signatures.AreSame(known, sent);
}
