using System.Text;

namespace Periksa.EndToEnd.Tests;

/// <summary>A request before it is sent, so that every part of it can still be changed.</summary>
public sealed record SnapRequest(
    string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string this[string name] => Headers.Single(header => Is(header.Name, name)).Value;

    public SnapRequest With(string name, string value) =>
        Without(name) with { Headers = [.. Without(name).Headers, (name, value)] };

    public SnapRequest Without(string name) =>
        this with { Headers = [.. Headers.Where(header => !Is(header.Name, name))] };

    /// <summary>With a second line of that header, below the first.</summary>
    public SnapRequest Twice(string name, string second) => this with { Headers = [.. Headers, (name, second)] };

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new(Method), Target) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>As it stands on the wire; what HttpClient would tidy up is left as it is.</summary>
    public byte[] ToBytes(string host)
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        foreach (var (name, value) in Headers)
            head.Append($"{name}: {value}\r\n");
        if (!Headers.Any(header => Is(header.Name, "Content-Length") || Is(header.Name, "Transfer-Encoding")))
            head.Append($"Content-Length: {Body.Length}\r\n");

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }

    static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
