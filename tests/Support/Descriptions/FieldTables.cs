using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>The fields of a description's requests as tables, for a README.</summary>
public static class FieldTables
{
    const string End = "<!-- end of fields -->";

    /// <summary>What a README has of them; <c>null</c> where it has no place for them.</summary>
    public static string? In(string readme, string dialect) =>
        Parts(readme, dialect) is var (before, after) ? readme[before..after] : null;

    /// <summary>A README with these in their place.</summary>
    public static string Put(string readme, string dialect, string tables) =>
        Parts(readme, dialect) is var (before, after) ? readme[..before] + tables + readme[after..] : readme;

    public static string Of(Description description)
    {
        var text = new StringBuilder();
        foreach (var operation in description.Operations.Where(one => one.RequestSchema is not null))
        {
            var path = description.Prefix + operation.Path;
            text.Append(CultureInfo.InvariantCulture, $"\n`{operation.Method} {path}`\n\n")
                .Append("| Field | Must | Form | What it is |\n|---|---|---|---|\n");
            AddRows(text, description.Resolve(operation.RequestSchema!), prefix: "");
        }

        return text.Append('\n').ToString();
    }

    static void AddRows(StringBuilder text, JsonNode schema, string prefix)
    {
        var mandatory = schema["required"]?.AsArray().Select(one => (string)one!).ToHashSet() ?? [];
        foreach (var (name, node) in schema["properties"]?.AsObject() ?? [])
        {
            var (field, must) = (node!, mandatory.Contains(name) ? "yes" : "");
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{prefix}{name}` | {must} | {Form(field)} | {field["description"]} |\n");

            AddRows(text, field, $"{prefix}{name}.");
            if (field["items"] is { } item)
                AddRows(text, item, $"{prefix}{name}[].");
        }
    }

    static string Form(JsonNode field)
    {
        string?[] parts =
        [
            Types(field["type"]),
            field["enum"] is JsonArray words ? $"one of {string.Join(", ", Words(words))}" : null,
            Range(field, "minLength", "maxLength", "characters"),
            Range(field, "minItems", "maxItems", "items"),
            Range(field, "minimum", "maximum", ""),
            field["exclusiveMinimum"] is { } above ? $"above {above}" : null,
            field["exclusiveMaximum"] is { } below ? $"below {below}" : null,
            (string?)field["pattern"] is { } form ? $"`{form.Replace("|", "\\|", StringComparison.Ordinal)}`" : null,
        ];

        return string.Join("; ", parts.OfType<string>());
    }

    static string? Types(JsonNode? type) => type switch
    {
        JsonArray several => string.Join(" or ", several.Select(one => (string)one!)),
        { } one => (string)one!,
        null => null,
    };

    // Null and the empty text say what the types and the lengths say.
    static IEnumerable<string> Words(JsonArray words) =>
        words.Select(one => (string?)one).Where(one => one is { Length: > 0 }).Select(one => $"`{one}`");

    static string? Range(JsonNode field, string least, string most, string unit)
    {
        var text = (field[least], field[most]) switch
        {
            ({ } low, { } high) when low.ToString() == high.ToString() => low.ToString(),
            ({ } low, { } high) => $"{low} to {high}",
            ({ } low, null) => $"at least {low}",
            (null, { } high) => $"at most {high}",
            _ => null,
        };

        return text is null ? null : $"{text} {unit}".TrimEnd();
    }

    static (int Begin, int End)? Parts(string readme, string dialect)
    {
        var begin = $"<!-- fields of {dialect}: `make accept` writes them -->\n";
        var at = readme.IndexOf(begin, StringComparison.Ordinal);
        if (at < 0)
            return null;

        var from = at + begin.Length;
        return (from, readme.IndexOf(End, from, StringComparison.Ordinal));
    }
}
