namespace Periksa.Wire.Snap.Tests;

/// <summary>Minifies byte by byte, in the words of the rule and with no thought of speed: what the real one is held
/// against.</summary>
static class PlainMinifier
{
    public static byte[] Minify(byte[] json)
    {
        var kept = new List<byte>(json.Length);
        var isInString = false;
        var isEscaped = false;

        foreach (var one in json)
        {
            if (!isInString && one is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                continue;

            kept.Add(one);
            if (one == '"' && !isEscaped)
                isInString = !isInString;

            isEscaped = isInString && one == '\\' && !isEscaped;
        }

        return [.. kept];
    }
}
