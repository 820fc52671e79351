using System.Globalization;
using System.Net;
using System.Text;

namespace Periksa.Tests.Support;

/// <summary>A request and its reply, as a golden writes them.</summary>
/// <remarks>
/// Comments come first, each line with a <c>#</c>. Two of them are read: <c># at: 2025-03-11T06:33:18Z</c> stops the
/// clock, <c># from: 10.0.0.1</c> says where the request comes from.
/// </remarks>
public sealed record Exchange(string Request, string Reply)
{
    const string Divider = "\n###\n";

    // Decodes without dropping a byte-order mark, and throws at what is no UTF-8: a reply is compared as it was sent.
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // For the few replies that show no time.
    static readonly DateTimeOffset UsualTime = new(2025, 3, 11, 6, 33, 18, TimeSpan.Zero);

    public DateTimeOffset At => Comment("# at: ") is { } time
        ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)
        : UsualTime;

    public IPAddress? From => Comment("# from: ") is { } address ? IPAddress.Parse(address) : null;

    /// <summary>What is sent, as a text.</summary>
    public string Body => string.Join('\n', Lines.SkipWhile(line => line.Length > 0).Skip(1));

    IEnumerable<string> Lines => Request.Split('\n').SkipWhile(IsComment);

    public static Exchange Read(string path)
    {
        var text = Utf8.GetString(File.ReadAllBytes(path));
        var at = text.IndexOf(Divider, StringComparison.Ordinal);
        return at < 0 ? new(text.TrimEnd(), "") : new(text[..at], text[(at + Divider.Length)..]);
    }

    public Task Write(string path) => File.WriteAllBytesAsync(path, Utf8.GetBytes(Request + Divider + Reply));

    public HttpRequestMessage ToRequest()
    {
        var head = Lines.TakeWhile(line => line.Length > 0).ToArray();
        var start = head[0].Split(' ');

        var request = new HttpRequestMessage(new(start[0]), start[1])
        {
            Content = new ByteArrayContent(Utf8.GetBytes(Body)),
        };

        foreach (var header in head.Skip(1).Select(line => line.Split(": ", 2)))
        {
            if (!request.Headers.TryAddWithoutValidation(header[0], header[1]))
                request.Content.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        return request;
    }

    public static async Task<string> Print(HttpResponseMessage reply)
    {
        var body = await reply.Content.ReadAsByteArrayAsync();
        var headers = reply.Headers.Concat(reply.Content.Headers).OrderBy(header => header.Key, StringComparer.Ordinal);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)reply.StatusCode}\n");

        foreach (var (name, values) in headers)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", values)}\n");

        return text.Append('\n').Append(Utf8.GetString(body)).Append('\n').ToString();
    }

    string? Comment(string start) => Request.Split('\n')
        .TakeWhile(IsComment)
        .FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))?[start.Length..];

    static bool IsComment(string line) => line.StartsWith('#');
}
