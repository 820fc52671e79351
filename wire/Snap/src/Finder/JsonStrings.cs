using System.Buffers;
using System.Globalization;
using System.Text;

namespace Periksa.Wire.Snap.Finder;

/// <summary>A string of JSON as other writers write it.</summary>
static class JsonStrings
{
    // What no writer touches: most strings are made of it.
    static readonly SearchValues<byte> Untouched = SearchValues.Create(
        " !#$%()*,-.0123456789:;?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~"u8);

    const string GoSigns = "<>&\u2028\u2029";
    const string GsonSigns = "<>&='\u2028\u2029";
    const string DotNetSigns = "<>&'+`\"\u007f";

    /// <param name="raw">What stands between the quotation marks.</param>
    /// <param name="changes">Takes up what came out otherwise than it was received.</param>
    public static void Write(
        ReadOnlySpan<byte> raw, JsonEscapes escapes, IBufferWriter<byte> output, HashSet<SignatureMistake> changes)
    {
        if (escapes is JsonEscapes.AsReceived || !raw.ContainsAnyExcept(Untouched))
        {
            output.Write(raw);
            return;
        }

        var received = Encoding.UTF8.GetString(raw);
        var written = escapes switch
        {
            JsonEscapes.AsReceived => received,
            JsonEscapes.ReceivedWithSlashes => Unslashed(received).Replace("/", "\\/", StringComparison.Ordinal),
            JsonEscapes.ReceivedWithoutSlashes => Unslashed(received),
            JsonEscapes.ReceivedWithNonAscii => InAscii(received),
            JsonEscapes.Least or JsonEscapes.Slashes or JsonEscapes.NonAscii or JsonEscapes.SlashesAndNonAscii
                or JsonEscapes.GoHtml or JsonEscapes.GsonHtml or JsonEscapes.DotNet
                or JsonEscapes.DotNetRelaxed => Anew(Decode(received), escapes),
        };

        if (written != received)
            EscapeTally.AddChanges(received, written, changes);

        Encoding.UTF8.GetBytes(written, output);
    }

    /// <summary>The characters that a string of JSON stands for.</summary>
    public static string Decode(ReadOnlySpan<byte> raw) => Decode(Encoding.UTF8.GetString(raw));

    static string Decode(string received)
    {
        if (!received.Contains('\\', StringComparison.Ordinal))
            return received;

        var plain = new StringBuilder(received.Length);
        for (var i = 0; i < received.Length; i++)
        {
            if (received[i] is not '\\')
            {
                plain.Append(received[i]);
                continue;
            }

            i++;
            plain.Append(received[i] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(
                    received.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                var one => one,
            });
            i += received[i] is 'u' ? 4 : 0;
        }

        return plain.ToString();
    }

    static string Anew(string plain, JsonEscapes escapes)
    {
        var isDotNet = escapes is JsonEscapes.DotNet or JsonEscapes.DotNetRelaxed;
        var isAscii = escapes is JsonEscapes.DotNet or JsonEscapes.NonAscii or JsonEscapes.SlashesAndNonAscii;
        var hasSlashes = escapes is JsonEscapes.Slashes or JsonEscapes.SlashesAndNonAscii;
        var signs = SignsOf(escapes);

        var written = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            var one = plain[i];
            var isEscaped = signs.Contains(one, StringComparison.Ordinal)
                || (isAscii && one > '\u007f')
                || (isDotNet && char.IsSurrogate(one))
                || IsLone(plain, i);

            if (!isEscaped && (Short(one) ?? (hasSlashes && one is '/' ? one : null)) is { } letter)
                written.Append('\\').Append(letter);
            else if (isEscaped || one < ' ')
                AppendEscape(written, one, isLower: !isDotNet);
            else
                written.Append(one);
        }

        return written.ToString();
    }

    static string SignsOf(JsonEscapes escapes) => escapes switch
    {
        JsonEscapes.GoHtml => GoSigns,
        JsonEscapes.GsonHtml => GsonSigns,
        JsonEscapes.DotNet => DotNetSigns,
        JsonEscapes.AsReceived or JsonEscapes.Least or JsonEscapes.Slashes or JsonEscapes.NonAscii
            or JsonEscapes.SlashesAndNonAscii or JsonEscapes.DotNetRelaxed or JsonEscapes.ReceivedWithSlashes
            or JsonEscapes.ReceivedWithoutSlashes or JsonEscapes.ReceivedWithNonAscii => "",
    };

    static string InAscii(string received)
    {
        var written = new StringBuilder(received.Length);
        foreach (var one in received)
        {
            if (one > '\u007f')
                AppendEscape(written, one, isLower: true);
            else
                written.Append(one);
        }

        return written.ToString();
    }

    // A slash is never part of another escape, but a backslash before it may belong to the one before.
    static string Unslashed(string received)
    {
        var written = new StringBuilder(received.Length);
        for (var i = 0; i < received.Length; i++)
        {
            if (received[i] is '\\' && received[i + 1] is not '/')
                written.Append(received[i++]);
            else if (received[i] is '\\')
                i++;

            written.Append(received[i]);
        }

        return written.ToString();
    }

    static bool IsLone(string text, int at) => char.IsSurrogate(text[at])
        && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        && !(char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));

    static char? Short(char one) => one switch
    {
        '"' => '"',
        '\\' => '\\',
        '\b' => 'b',
        '\f' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        _ => null,
    };

    static void AppendEscape(StringBuilder written, char one, bool isLower) => written.Append("\\u")
        .Append(((int)one).ToString(isLower ? "x4" : "X4", CultureInfo.InvariantCulture));
}
