using System.Collections.Immutable;
using System.Text;

namespace Periksa.Dialects.IpgBiller.Tests;

/// <summary>A request on its way, to be tampered with.</summary>
sealed record Letter(HttpMethod Method, string Path, ImmutableArray<(string Name, string Value)> Headers, byte[] Body)
{
    public const string BillPath = "/api/v2/gw/bill";
    public const string ImportPath = $"{BillPath}/import";

    public const string Bill =
        """
        {"va_number":"1234567890","prefix":"867301","type":"close","customer_name":"John Doe",
        "components":[{"name":"SPP Januari","qty":1,"price":100000}]}
        """;

    public static Letter To(HttpMethod method, string path, string caller = Callers.Usual) =>
        new(method, path, [("Authorization", $"Bearer {Callers.KeyOf(caller)}")], []);

    public static Letter Get(string path) => To(HttpMethod.Get, BillPath + path);

    public static Letter Making(string body = Bill, string caller = Callers.Usual) =>
        To(HttpMethod.Post, BillPath, caller).Holding("application/json", Encoding.UTF8.GetBytes(body));

    public static Letter Importing(byte[] file, string caller = Callers.Usual) =>
        To(HttpMethod.Post, ImportPath, caller).Holding("text/csv", file);

    public static Letter Importing(string file, string caller = Callers.Usual) =>
        Importing(Encoding.UTF8.GetBytes(file), caller);

    public Letter With(string name, string value) => Without(name) with
    {
        Headers = [.. Headers.Where(header => header.Name != name), (name, value)],
    };

    public Letter Without(string name) =>
        this with { Headers = [.. Headers.Where(header => header.Name != name)] };

    public Letter Twice(string name) =>
        this with { Headers = Headers.Add(Headers.Single(header => header.Name == name)) };

    /// <summary>White space behind the body.</summary>
    public Letter Padded(int length) =>
        this with { Body = [.. Body, .. Enumerable.Repeat((byte)' ', length - Body.Length)] };

    public HttpRequestMessage ToRequest() => ToRequest(new ByteArrayContent(Body));

    /// <summary>The same with another body.</summary>
    public HttpRequestMessage ToRequest(HttpContent content)
    {
        var request = new HttpRequestMessage(Method, Path) { Content = content };
        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    Letter Holding(string type, byte[] body) =>
        this with { Headers = Headers.Add(("Content-Type", type)), Body = body };
}
