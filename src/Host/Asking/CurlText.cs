using System.Globalization;
using System.Text;
using Periksa.Host.Verbs;

namespace Periksa.Host.Asking;

/// <summary>A command line of curl, as it is pasted from a terminal, read as the request that it sends.</summary>
static class CurlText
{
    // Those that take a value and say nothing of what is sent.
    static readonly string[] Ignored =
        ["-o", "--output", "-w", "--write-out", "-m", "--max-time", "--connect-timeout", "--cacert", "--retry", "-x"];

    public static bool IsCurl(string text) => Bare(text).StartsWith("curl ", StringComparison.Ordinal);

    /// <exception cref="SettingsException">It cannot be read as one request.</exception>
    public static WireRequest Parse(string text, Uri gateway)
    {
        var words = new Queue<string>(Words(Bare(text)).Skip(1));
        var (method, url) = (default(string), default(string));
        var (headers, body) = (new List<(string, string)>(), new List<string>());
        while (words.TryDequeue(out var word))
        {
            switch (word)
            {
                case "-X" or "--request":
                    method = Value(word);
                    break;
                case "-H" or "--header":
                    headers.Add(HttpText.ReadHeader(Value(word)));
                    break;
                case "-d" or "--data" or "--data-raw" or "--data-binary" or "--data-ascii" or "--json":
                    body.Add(ReadBody(Value(word), mayBeFile: word is not "--data-raw"));
                    break;
                case "--url":
                    url = Value(word);
                    break;
                case ['-', ..]:
                    if (Ignored.Contains(word))
                        Value(word);

                    break;
                default:
                    url ??= word;
                    break;
            }
        }

        return new(
            method ?? (body.Count > 0 ? "POST" : "GET"),
            HttpText.Address(url ?? throw Given.Misused("That curl names no URL: paste all of its lines."), gateway),
            Encoding.UTF8.GetBytes(string.Join('&', body)))
        {
            Headers = headers,
        };

        string Value(string option) => words.TryDequeue(out var value)
            ? value
            : throw Given.Misused($"That curl ends with {option}: paste all of its lines.");
    }

    // Without a terminal's prompt.
    static string Bare(string text) => text.TrimStart().TrimStart('$').TrimStart();

    static string ReadBody(string text, bool mayBeFile) => mayBeFile && text is ['@', ..]
        ? throw Given.Misused("That curl sends a file: put what is in it behind --data-raw, in single quotes.")
        : text;

    // As a POSIX shell takes a line apart, as far as a curl needs it.
    static List<string> Words(string text)
    {
        var (words, word, isBegun) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '$' when at + 1 < text.Length && text[at + 1] is '\'':
                    at = AnsiQuoted(text, at + 2, word);
                    isBegun = true;
                    break;
                case '\'':
                    at = Quoted(text, at + 1, '\'', word);
                    isBegun = true;
                    break;
                case '"':
                    at = Quoted(text, at + 1, '"', word);
                    isBegun = true;
                    break;
                case '\\' when at + 1 < text.Length:
                    at++;
                    if (text[at] is '\r' or '\n')
                        break;

                    word.Append(text[at]);
                    isBegun = true;
                    break;
                case ' ' or '\t' or '\r' or '\n':
                    End();
                    break;
                default:
                    word.Append(text[at]);
                    isBegun = true;
                    break;
            }
        }

        End();
        return words;

        void End()
        {
            if (isBegun)
                words.Add(word.ToString());

            isBegun = false;
            word.Clear();
        }
    }

    // As bash has it, and Chrome writes it: $'it\'s', with a backslash before what cannot stand there.
    static int AnsiQuoted(string text, int at, StringBuilder word)
    {
        for (; at < text.Length && text[at] is not '\''; at++)
        {
            if (text[at] is not '\\' || at + 1 == text.Length)
            {
                word.Append(text[at]);
                continue;
            }

            at++;
            var digits = text[at] switch { 'u' => 4, 'x' => 2, _ => 0 };
            if (digits > 0 && at + digits < text.Length
                && ushort.TryParse(text.AsSpan(at + 1, digits), NumberStyles.AllowHexSpecifier, null, out var unit))
            {
                word.Append((char)unit);
                at += digits;
                continue;
            }

            word.Append(text[at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var one => one });
        }

        return at < text.Length ? at : throw NoEnd('\'');
    }

    static SettingsException NoEnd(char quote) =>
        Given.Misused($"A quote {quote} in that curl has no end: paste all of its lines.");

    /// <summary>Adds what stands in quotes, and returns where they end.</summary>
    static int Quoted(string text, int at, char quote, StringBuilder word)
    {
        for (; at < text.Length && text[at] != quote; at++)
        {
            // In double quotes alone, and before these alone.
            var isEscape = quote is '"' && text[at] is '\\' && at + 1 < text.Length;
            if (isEscape && text[at + 1] is '"' or '\\' or '$' or '`')
                at++;

            word.Append(text[at]);
        }

        return at < text.Length ? at : throw NoEnd(quote);
    }
}
