using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Periksa.Dialects.Ipg.Tests;

/// <summary>A request on its way, to be tampered with.</summary>
/// <remarks>It signs with the platform's own cryptography and none of ours.</remarks>
/// <param name="Fields">Their names, and their values as JSON: its body, unless it is given another.</param>
sealed record Letter(string Path, ImmutableArray<(string Name, string Value)> Fields)
{
    public const string BillPath = "/api/v2/gw/bill";
    public const string ImportPath = $"{BillPath}/import";

    public const string Bill =
        """
        {"va_number":"1234567890","prefix":"867301","type":"close","customer_name":"John Doe",
        "components":[{"name":"SPP Januari","qty":1,"price":100000}]}
        """;

    byte[]? _body;

    public static Letter Inquiry => new(
        "/api/v2/ch/inquiry",
        [
            ("va_number", "\"8673011234567890\""),
            ("ref_id", "\"123456789\""),
            ("terminal_id", "\"atm\""),
            ("transaction_date", "\"2022-04-05 06:11:50\""),
        ]);

    public static Letter Payment => new(
        "/api/v2/ch/payment",
        [
            ("va_number", "\"8673011234567890\""),
            ("ref_id", "\"123456789\""),
            ("amount", "\"100000\""),
            ("terminal_id", "\"atm\""),
            ("transaction_date", "\"2022-04-05 06:11:50\""),
            ("customer_name", "\"John Doe\""),
        ]);

    public static Letter Reversal => new(
        "/api/v2/ch/reversal",
        [
            ("bill_id", "\"x24da1dF\""),
            ("payment_ref", "\"123456789\""),
            ("amount", "100000"),
        ]);

    /// <summary>A channel's, one of each kind.</summary>
    public static IEnumerable<Letter> All => [Inquiry, Payment, Reversal];

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public ImmutableArray<(string Name, string Value)> Headers { get; init; } =
        [("Content-Type", "application/json"), ("X-CHANNEL-CLIENT", Channel.Callers.Usual)];

    public byte[] Body
    {
        get => _body ?? Encoding.UTF8.GetBytes(Text);
        init => _body = value;
    }

    public string Text => $"{{{string.Join(',', Fields.Select(one => $"\"{one.Name}\":{one.Value}"))}}}";

    /// <summary>A biller's, with nothing in it.</summary>
    public static Letter To(HttpMethod method, string path, string caller = Biller.Callers.Usual) => new(path, [])
    {
        Method = method,
        Headers = [("Authorization", $"Bearer {Biller.Callers.KeyOf(caller)}")],
        Body = [],
    };

    public static Letter Get(string path) => To(HttpMethod.Get, BillPath + path);

    public static Letter Making(string body = Bill, string caller = Biller.Callers.Usual) =>
        To(HttpMethod.Post, BillPath, caller).Holding("application/json", Encoding.UTF8.GetBytes(body));

    public static Letter Importing(byte[] file, string caller = Biller.Callers.Usual) =>
        To(HttpMethod.Post, ImportPath, caller).Holding("text/csv", file);

    public static Letter Importing(string file, string caller = Biller.Callers.Usual) =>
        Importing(Encoding.UTF8.GetBytes(file), caller);

    public Letter Saying(string field, string value) =>
        this with { Fields = [.. Fields.Select(one => one.Name == field ? (field, value) : one)] };

    public Letter WithoutField(string field) => this with { Fields = [.. Fields.Where(one => one.Name != field)] };

    public Letter With(string header, string value) =>
        this with { Headers = Without(header).Headers.Add((header, value)) };

    public Letter Without(string header) => this with { Headers = [.. Headers.Where(one => one.Name != header)] };

    public Letter Twice(string header) =>
        this with { Headers = Headers.Add(Headers.Single(one => one.Name == header)) };

    /// <summary>Signed as it is now: what is changed afterwards, its signature does not cover.</summary>
    public Letter Signed(string secret = Channel.Callers.Secret) => With(
        "Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Body)));

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
