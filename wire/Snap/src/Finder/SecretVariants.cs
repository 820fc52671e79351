using System.Buffers.Text;
using System.Text;

namespace Periksa.Wire.Snap.Finder;

/// <summary>The keys that are used for a client secret instead of its text.</summary>
static class SecretVariants
{
    public static IEnumerable<(byte[] Key, SignatureMistake Mistake)> Of(ReadOnlyMemory<byte> secret)
    {
        var right = secret.ToArray();
        var found = WithWhiteSpace(right)
            .Select(key => (Key: key, Mistake: SignatureMistake.SecretWithWhiteSpace))
            .Concat(Decoded(right));
        return found.Where(variant => !variant.Key.AsSpan().SequenceEqual(right));
    }

    static IEnumerable<byte[]> WithWhiteSpace(byte[] secret)
    {
        yield return [.. secret, (byte)'\n'];
        yield return [.. secret, (byte)'\r', (byte)'\n'];
        yield return [.. secret, (byte)' '];
        yield return [(byte)' ', .. secret];
        yield return secret.AsSpan().Trim(" \t\r\n"u8).ToArray();
    }

    static IEnumerable<(byte[] Key, SignatureMistake Mistake)> Decoded(byte[] secret)
    {
        var text = Encoding.UTF8.GetString(secret);
        var bytes = new byte[secret.Length];

        if (Convert.TryFromBase64String(text, bytes, out var length) && length > 0)
            yield return (bytes[..length], SignatureMistake.SecretDecodedFromBase64);

        if (Base64Url.IsValid(text) && Base64Url.DecodeFromChars(text) is { Length: > 0 } url)
            yield return (url, SignatureMistake.SecretDecodedFromBase64);

        if (text.Length % 2 is 0 && Convert.FromHexString(text, bytes, out _, out length) is 0 && length > 0)
            yield return (bytes[..length], SignatureMistake.SecretDecodedFromHex);
    }
}
