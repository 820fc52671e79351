using System.Text;
using System.Text.Json;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>The canonical form the long way: through a tree, to compare with.</summary>
static class PlainCanonical
{
    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    static string Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', json.EnumerateObject()
            .OrderBy(member => Convert.ToHexString(Encoding.UTF8.GetBytes(member.Name)), StringComparer.Ordinal)
            .Select(member => $"{Text(member.Name)}:{Of(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', json.EnumerateArray().Select(Of))}]",
        JsonValueKind.String => Text(json.GetString()!),
        _ => json.GetRawText(),
    };

    static string Text(string text) => $"\"{string.Concat(text.Select(Written))}\"";

    static string Written(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' => $"\\u{(int)character:x4}",
        _ => character.ToString(),
    };
}
