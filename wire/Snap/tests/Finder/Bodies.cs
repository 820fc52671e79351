using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Periksa.Wire.Snap.Tests.Finder;

/// <summary>Random bodies, and what other writers of JSON make of one.</summary>
static partial class Bodies
{
    static readonly string[] Names =
    [
        "John Doe", "Siti Nurhaliza", "José Álvarez", "PT Maju/Jaya", "R&B <Toko>", "O'Brien", "Halo 👋",
        "A \"B\" C", "a+b=c",
    ];

    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Random(Random random)
    {
        if (random.Next(12) is 0)
            return [];

        var body = new JsonObject
        {
            ["partnerReferenceNo"] = $"{random.Next(10_000_000)}/{random.Next(100):00}",
            ["beneficiaryAccountNo"] = random.NextInt64(1_000_000_000).ToString(CultureInfo.InvariantCulture),
            ["amount"] = new JsonObject { ["value"] = "10000.00", ["currency"] = "IDR" },
            ["customerName"] = Names[random.Next(Names.Length)],
        };
        if (random.Next(2) is 0)
            body["fee"] = JsonNode.Parse($"{random.Next(100_000)}.{random.Next(10)}0");
        if (random.Next(2) is 0)
            body["callbackUrl"] = "https://toko.example/cb?a=1&b=2";
        if (random.Next(2) is 0)
        {
            body["additionalInfo"] = new JsonObject
            {
                ["note"] = Names[random.Next(Names.Length)],
                ["tags"] = new JsonArray(),
            };
        }

        if (random.Next(2) is 0)
            body["createdAt"] = "2024-05-06T07:08:09+07:00";

        return Encoding.UTF8.GetBytes(Laid(body, random.Next(5)));
    }

    public static string Compact(byte[] body) => WithEmoji(JsonNode.Parse(body)!.ToJsonString(Relaxed));

    public static string InRelaxedDotNet(byte[] body) => JsonNode.Parse(body)!.ToJsonString(Relaxed);

    public static string InDotNet(byte[] body) => JsonNode.Parse(body)!.ToJsonString();

    public static string WithSlashes(string json) => json.Replace("/", "\\/", StringComparison.Ordinal);

    public static string InAscii(string json) =>
        string.Concat(json.Select(one => one < 128 ? one.ToString() : $"\\u{(int)one:x4}"));

    public static string InHtml(string json) => json
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal);

    public static string Sorted(byte[] body) => WithEmoji(Sorted(JsonNode.Parse(body)!).ToJsonString(Relaxed));

    public static string Indented(byte[] body, char blank, int size) =>
        WithEmoji(JsonNode.Parse(body)!.ToJsonString(new(Relaxed)
        {
            WriteIndented = true,
            IndentCharacter = blank,
            IndentSize = size,
            NewLine = "\n",
        }));

    public static string Spaced(string compact) =>
        StringOrSign.Replace(compact, found => found.Value[0] is '"' ? found.Value : found.Value + " ");

    /// <summary>Fractions as a double's shortest text, with at least one digit behind the point or not.</summary>
    public static string WithNumbers(string compact, bool hasPoint) => StringOrNumber.Replace(compact, found =>
    {
        if (found.Value[0] is '"' || !found.Value.Contains('.', StringComparison.Ordinal))
            return found.Value;

        var shortest = double.Parse(found.Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        return hasPoint && !shortest.Contains('.', StringComparison.Ordinal) ? shortest + ".0" : shortest;
    });

    static string Laid(JsonNode body, int layout)
    {
        var compact = WithEmoji(body.ToJsonString(Relaxed));
        return layout switch
        {
            0 => Spaced(compact),
            1 => Indented(Encoding.UTF8.GetBytes(compact), ' ', 2),
            2 => Indented(Encoding.UTF8.GetBytes(compact), '\t', 1).Replace("\n", "\r\n", StringComparison.Ordinal),
            3 => WithSlashes(compact),
            _ => compact,
        };
    }

    // .NET escapes it; hardly anybody else does.
    static string WithEmoji(string json) => json.Replace("\\uD83D\\uDC4B", "👋", StringComparison.Ordinal);

    static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject all => new JsonObject(all.OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => KeyValuePair.Create(one.Key, one.Value is null ? null : Sorted(one.Value)))!),
        _ => node.DeepClone(),
    };

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"|[,:]
        """)]
    private static partial Regex StringOrSign { get; }

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"|-?[0-9][0-9.eE+-]*
        """)]
    private static partial Regex StringOrNumber { get; }
}
