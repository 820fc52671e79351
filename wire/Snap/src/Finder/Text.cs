using System.Buffers;
using System.Text;

namespace Periksa.Wire.Snap.Finder;

/// <summary>Texts as bytes.</summary>
static class Text
{
    public static IEqualityComparer<byte[]?> Equality { get; } = EqualityComparer<byte[]?>.Create(
        (one, other) => one is null || other is null ? one == other : one.AsSpan().SequenceEqual(other),
        value =>
        {
            var hash = new HashCode();
            hash.AddBytes(value);
            return hash.ToHashCode();
        });

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Writes a candidate as it may have been signed.</summary>
    public static void Write(Candidate candidate, ArrayBufferWriter<byte> text)
    {
        var isFirst = true;
        foreach (var part in candidate.Parts)
        {
            if (part is null)
                continue;

            if (!isFirst)
                Encoding.UTF8.GetBytes(candidate.Separator, text);

            text.Write(part);
            isFirst = false;
        }
    }

    /// <summary>Every order, the one they have first.</summary>
    public static IEnumerable<byte[]?[]> Permutations(byte[]?[] values)
    {
        if (values.Length < 2)
        {
            yield return values;
            yield break;
        }

        for (var i = 0; i < values.Length; i++)
        {
            foreach (var rest in Permutations([.. values[..i], .. values[(i + 1)..]]))
                yield return [values[i], .. rest];
        }
    }
}
