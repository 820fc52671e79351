using System.Text;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>A file's column separator and the place where it begins. A spreadsheet writes what its user's country
/// does.</summary>
/// <param name="Start">Where the header begins; a byte-order mark before it is the reader's to skip.</param>
/// <param name="LinesBefore">How many lines are before it.</param>
internal sealed record Format(char Separator, long Start = 0, int LinesBefore = 0)
{
    const string Hint = "sep=";

    /// <summary>More than a header is long.</summary>
    const int LookedAtBytes = 8 * 1024;

    static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>Looks at the first line: a hint says which separator it is, a header shows it. Says in a sentence
    /// what is wrong with a hint.</summary>
    /// <param name="format">Meaningful when nothing is wrong.</param>
    public static string? TryRead(Stream file, out Format format)
    {
        var bytes = new byte[LookedAtBytes];
        file.Position = 0;
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        file.Position = 0;

        var text = bytes.AsSpan(0, length);
        var start = text.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var end = text[start..].IndexOfAny((byte)'\r', (byte)'\n');
        var line = Encoding.Latin1.GetString(end < 0 ? text[start..] : text.Slice(start, end));

        var hint = line is ['"', .., '"'] ? line[1..^1] : line;
        if (!hint.StartsWith(Hint, StringComparison.OrdinalIgnoreCase))
        {
            format = new(FindSeparator(line));
            return null;
        }

        var isKnown = hint[Hint.Length..] is [',' or ';' or '\t'];
        format = new(isKnown ? hint[^1] : ',', end < 0 ? length : Next(text, start + end), LinesBefore: 1);
        return isKnown ? null : FileFaults.At(line: 1, FileFaults.SeparatorUnknown);
    }

    /// <summary>The file from its header on.</summary>
    public Stream Open(Stream file)
    {
        file.Position = Start;
        return file;
    }

    /// <summary>The line that an editor shows.</summary>
    public long LineOf(long line) => line + LinesBefore;

    static int Next(ReadOnlySpan<byte> text, int lineEnd) =>
        text[lineEnd..].StartsWith("\r\n"u8) ? lineEnd + 2 : lineEnd + 1;

    // No column's name has any of them in it, so the first is a separator.
    static char FindSeparator(string header)
    {
        var isQuoted = false;
        foreach (var one in header)
        {
            if (one is '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && one is ',' or ';' or '\t')
                return one;
        }

        return ',';
    }
}
