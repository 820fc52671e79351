using System.Text;

namespace Periksa.Tests.Tidy;

/// <summary>The texts in C# code, also interpolated ones: each value is a number in braces, as
/// <c>string.Format</c> wants it. Texts with nothing but a plus between are one.</summary>
static class Literals
{
    public static IEnumerable<string> In(string code)
    {
        var whole = new StringBuilder();
        var (values, end) = (0, -1);
        for (var at = 0; at < code.Length; at++)
        {
            switch (code[at])
            {
                case '/' when code.AsSpan(at).StartsWith("//"):
                    at = code.IndexOf('\n', at) is var line and >= 0 ? line : code.Length;
                    break;
                case '\'':
                    at = code.IndexOf('\'', code[at + 1] is '\\' ? at + 3 : at + 2);
                    break;
                case '"':
                    if (end >= 0 && code[end..at].Trim(' ', '\r', '\n', '$') is not "+")
                    {
                        yield return whole.ToString();
                        whole.Clear();
                        values = 0;
                    }

                    at = ReadText(code, at, whole, ref values);
                    end = at + 1;
                    break;
            }
        }

        if (end >= 0)
            yield return whole.ToString();
    }

    /// <summary>Where the quote is that ends the text that begins with the one here.</summary>
    public static int End(string code, int from)
    {
        var values = 0;
        return ReadText(code, from, new(), ref values);
    }

    static int ReadText(string code, int from, StringBuilder whole, ref int values)
    {
        var isInterpolated = from > 0 && code[from - 1] is '$';
        for (var at = from + 1; at < code.Length; at++)
        {
            switch (code[at])
            {
                case '"':
                    return at;
                case '\\':
                    whole.Append(code[++at]);
                    break;
                case '{' when isInterpolated && code[at + 1] is not '{':
                    at = SkipValue(code, at);
                    whole.Append('{').Append(values++).Append('}');
                    break;
                case '{' or '}' when isInterpolated:
                    whole.Append(code[at++]);
                    break;
                default:
                    whole.Append(code[at]);
                    break;
            }
        }

        return code.Length;
    }

    /// <returns>Where the brace is that ends it.</returns>
    static int SkipValue(string code, int from)
    {
        for (var (at, depth) = (from, 0); at < code.Length; at++)
        {
            switch (code[at])
            {
                case '{':
                    depth++;
                    break;
                case '}' when --depth is 0:
                    return at;
                case '"':
                    at = code.IndexOf('"', at + 1);
                    break;
            }
        }

        return code.Length;
    }
}
