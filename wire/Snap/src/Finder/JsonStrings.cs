using System.Buffers;
using System.Globalization;
using System.Text;

namespace Periksa.Wire.Snap.Finder;

/// <summary>A string of JSON as other writers write it.</summary>
static class JsonStrings
{
    const string GoSigns = "<>&\u2028\u2029";
    const string GsonSigns = "<>&='\u2028\u2029";
    const string DotNetSigns = "<>&'+`\"\u007f";

    /// <param name="raw">What stands between the quotation marks.</param>
    /// <param name="changes">Takes up what came out otherwise than it was received.</param>
    public static void Write(
        ReadOnlySpan<byte> raw, JsonEscapes escapes, IBufferWriter<byte> output, HashSet<SignatureMistake> changes)
    {
        if (escapes is JsonEscapes.AsReceived)
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
            JsonEscapes.ReceivedWithNonAscii => Escaped(received, one => one > '\u007f', isLower: true),
            JsonEscapes.Least or JsonEscapes.Slashes or JsonEscapes.NonAscii or JsonEscapes.SlashesAndNonAscii
                or JsonEscapes.GoHtml or JsonEscapes.GsonHtml or JsonEscapes.DotNet => Anew(Decode(received), escapes),
        };

        if (written != received)
            AddChanges(received, written, changes);

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
        var isDotNet = escapes is JsonEscapes.DotNet;
        var isAscii = isDotNet || escapes is JsonEscapes.NonAscii or JsonEscapes.SlashesAndNonAscii;
        var signs = escapes switch
        {
            JsonEscapes.GoHtml => GoSigns,
            JsonEscapes.GsonHtml => GsonSigns,
            JsonEscapes.DotNet => DotNetSigns,
            JsonEscapes.AsReceived or JsonEscapes.Least or JsonEscapes.Slashes or JsonEscapes.NonAscii
                or JsonEscapes.SlashesAndNonAscii or JsonEscapes.ReceivedWithSlashes
                or JsonEscapes.ReceivedWithoutSlashes or JsonEscapes.ReceivedWithNonAscii => "",
        };

        var written = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            var one = plain[i];
            if (signs.Contains(one, StringComparison.Ordinal) || (isAscii && one > '\u007f') || IsLone(plain, i))
                AppendEscape(written, one, isLower: !isDotNet);
            else if (Short(one) is { } letter)
                written.Append('\\').Append(letter);
            else if (one < ' ')
                AppendEscape(written, one, isLower: !isDotNet);
            else if (one is '/' && escapes is JsonEscapes.Slashes or JsonEscapes.SlashesAndNonAscii)
                written.Append("\\/");
            else
                written.Append(one);
        }

        return written.ToString();
    }

    static string Escaped(string received, Predicate<char> isEscaped, bool isLower)
    {
        var written = new StringBuilder(received.Length);
        foreach (var one in received)
        {
            if (isEscaped(one))
                AppendEscape(written, one, isLower);
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

    static void AddChanges(string received, string written, HashSet<SignatureMistake> changes)
    {
        var (before, after) = (Tally.Of(received), Tally.Of(written));

        if (after.Slashes > before.Slashes)
            changes.Add(SignatureMistake.BodySlashesEscaped);
        if (after.NonAscii > before.NonAscii)
            changes.Add(SignatureMistake.BodyNonAsciiEscaped);
        if (after.Ascii > before.Ascii)
            changes.Add(SignatureMistake.BodyHtmlEscaped);
        if (after.Slashes < before.Slashes || after.NonAscii < before.NonAscii || after.Ascii < before.Ascii)
            changes.Add(SignatureMistake.BodyEscapesUndone);
        if (before == after)
            changes.Add(SignatureMistake.BodyRewritten);
    }

    /// <summary>How many characters are escaped, by kind.</summary>
    readonly record struct Tally(int Slashes, int NonAscii, int Ascii)
    {
        public static Tally Of(string text)
        {
            var (slashes, nonAscii, ascii) = (0, 0, 0);
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] is not '\\')
                    continue;

                i++;
                if (text[i] is '/')
                    slashes++;
                else if (text[i] is 'u' && (text[i + 1] is not '0' || text[i + 2] is not '0' || text[i + 3] > '7'))
                    nonAscii++;
                else if (text[i] is 'u')
                    ascii++;
            }

            return new(slashes, nonAscii, ascii);
        }
    }
}
