namespace Periksa.Wire.Http;

/// <summary>White space in JSON: what stands outside strings means nothing, and is signed by some.</summary>
public static class JsonSpace
{
    /// <summary>The same text without white space outside strings, everything else as it was written.</summary>
    /// <param name="json">A well-formed text, as <see cref="StrictJson"/> says it is.</param>
    public static ReadOnlySpan<byte> Drop(ReadOnlySpan<byte> json)
    {
        var compact = new byte[json.Length];
        var (length, isText, isEscaped) = (0, false, false);
        foreach (var one in json)
        {
            if (!isText && one is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                continue;

            compact[length++] = one;
            if (one is (byte)'"' && !isEscaped)
                isText = !isText;
            isEscaped = isText && !isEscaped && one is (byte)'\\';
        }

        return compact.AsSpan(0, length);
    }
}
