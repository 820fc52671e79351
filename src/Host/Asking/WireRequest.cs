using System.Net.Http.Headers;
using System.Text;

namespace Periksa.Host.Asking;

/// <summary>A request as it goes over the wire, and what was signed of it.</summary>
/// <param name="Url">Whole; its path and query are what a signature covers.</param>
sealed record WireRequest(string Method, Uri Url, byte[] Body)
{
    const string ContentType = "Content-Type";

    /// <summary>In the order in which they are printed.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [(ContentType, "application/json")];

    /// <summary><c>null</c> where nothing is signed.</summary>
    public Signed? Signed { get; init; }

    public WireRequest With(params (string Name, string Value)[] headers) =>
        this with { Headers = [.. Headers.Where(one => !IsAmong(headers, one.Name)), .. headers] };

    /// <summary>The header's value; <c>null</c> where it is not there.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new(Method), Url);
        if (Body.Length > 0 || Method is not "GET")
            message.Content = new ByteArrayContent(Body);

        foreach (var (name, value) in Headers)
        {
            if (name.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
                message.Content?.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>A command line for a shell that sends it.</summary>
    public string ToCurl()
    {
        var text = new StringBuilder("curl -sS");
        if (Method is not "POST")
            text.Append(" -X ").Append(Method);

        text.Append(' ').Append(Quoted(Url.AbsoluteUri));
        foreach (var (name, value) in Headers)
            text.Append(" \\\n  -H ").Append(Quoted($"{name}: {value}"));

        if (Body.Length > 0)
            text.Append(" \\\n  --data-binary ").Append(Quoted(Encoding.UTF8.GetString(Body)));

        return text.ToString();
    }

    static bool IsAmong((string Name, string Value)[] headers, string name) =>
        headers.Any(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}

/// <summary>What a signature was made of.</summary>
/// <param name="Text">The string to sign.</param>
/// <param name="Digest">The body's; <c>null</c> where it is not covered.</param>
sealed record Signed(string Text, string? Digest, string Signature);
