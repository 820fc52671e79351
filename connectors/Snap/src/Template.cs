using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Periksa.Connectors.Snap;

/// <summary>JSON with places for values in its texts, such as <c>{bank}</c>.</summary>
internal sealed partial class Template(string json)
{
    const int FirstBeyondAscii = 0x80;

    // As people write JSON, so that a server which writes it anew to verify the signature gets the same.
    static readonly JavaScriptEncoder Plain = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The names of its places.</summary>
    public IEnumerable<string> Places => Place.Matches(json).Select(place => place.Groups["name"].Value);

    /// <summary>The JSON with its values; a place without one stays.</summary>
    public string Write(Func<string, string?> value) => Place.Replace(
        json,
        place => value(place.Groups["name"].Value) is { } text
            ? JsonEncodedText.Encode(text, Plain).ToString()
            : place.Value);

    /// <summary>The same JSON with its slashes and all beyond ASCII escaped, as PHP writes it.</summary>
    public static string AsPhp(string json)
    {
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] is '\\')
                text.Append(json[i]).Append(json[++i]);   // an escape already
            else if (json[i] is '/')
                text.Append(@"\/");
            else if (json[i] < FirstBeyondAscii)
                text.Append(json[i]);
            else
                text.Append(CultureInfo.InvariantCulture, $@"\u{(int)json[i]:x4}");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}")]
    private static partial Regex Place { get; }
}
