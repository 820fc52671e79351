using System.Net;

namespace Periksa.Connectors.Flip;

/// <summary>Reads a body of form fields.</summary>
internal static class Form
{
    /// <summary>The one value of a field, decoded; <c>null</c> where it is not there, or there twice: two readers might
    /// believe two of them.</summary>
    public static byte[]? Only(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> name)
    {
        byte[]? found = null;
        var bytes = body.Span;
        foreach (var part in bytes.Split((byte)'&'))
        {
            var field = bytes[part];
            var at = field.IndexOf((byte)'=');
            if (at < 0 || !Decode(field[..at]).AsSpan().SequenceEqual(name))
                continue;

            if (found is not null)
                return null;

            found = Decode(field[(at + 1)..]);
        }

        return found;
    }

    static byte[] Decode(ReadOnlySpan<byte> text) => WebUtility.UrlDecodeToBytes(text.ToArray(), 0, text.Length)!;
}
