using System.Text;
using Periksa.Host.Verbs;

namespace Periksa.Host.Asking;

/// <summary>A request as it is written down: a request line, headers, an empty line and the body. What stands before
/// the request line behind <c>#</c>, and from a line <c>###</c> on, is left out, as in the goldens.</summary>
static class HttpText
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="gateway">The address of what names no host.</param>
    /// <exception cref="SettingsException">It is no request.</exception>
    public static WireRequest Parse(string text, Uri gateway)
    {
        var (head, body) = Split(Cut(text));
        var lines = head.Split('\n').Select(line => line.TrimEnd('\r')).SkipWhile(line => line is "" or ['#', ..])
            .ToArray();
        if (lines is not [var first, .. var rest]
            || first.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var method, var target, ..]
            || !method.All(char.IsAsciiLetter))
        {
            throw Given.Misused(
                "That is no request: write a line like 'POST /api/account-inquiry', its headers, an empty line and the "
                + "body; or give a command line that begins with curl.");
        }

        return new(method, Address(target, gateway), Utf8.GetBytes(body)) { Headers = [.. rest.Select(ReadHeader)] };
    }

    /// <exception cref="SettingsException">It is no target.</exception>
    public static Uri Address(string target, Uri gateway)
    {
        var text = target.StartsWith('/') ? $"{gateway.GetLeftPart(UriPartial.Authority)}{target}" : target;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw Given.Misused($"'{target}' is no target: write a path like /api/account-inquiry, or a URL.");
    }

    /// <exception cref="SettingsException">It is no header.</exception>
    public static (string Name, string Value) ReadHeader(string line) =>
        line.IndexOf(':') is > 0 and var colon
            ? (line[..colon].Trim(), line[(colon + 1)..].Trim())
            : throw Given.Misused($"A header is a name, a colon and a value, which a line of {line.Length} characters "
                + "is not: put an empty line between headers and body.");

    static string Cut(string text)
    {
        var end = text.IndexOf("\n###", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    // The last line's end is the editor's, not the body's.
    static (string Head, string Body) Split(string text)
    {
        foreach (var gap in (string[])["\r\n\r\n", "\n\n"])
        {
            if (text.IndexOf(gap, StringComparison.Ordinal) is >= 0 and var at)
                return (text[..at], text[(at + gap.Length)..].TrimEnd('\r', '\n'));
        }

        return (text.TrimEnd('\r', '\n'), "");
    }
}
