using System.Text.Json;

namespace Periksa.Host.Api;

/// <summary>Reads what a change names, field by field: one that is left out stays, and <c>null</c> means
/// none.</summary>
/// <exception cref="MisusedException">A field has another kind of value.</exception>
static class Fields
{
    public static string Text(this JsonProperty field) => field.TextOrNull() ?? throw Wrong(field, "a text");

    public static string? TextOrNull(this JsonProperty field) => field.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => field.Value.GetString(),
        _ => throw Wrong(field, "a text"),
    };

    public static bool Truth(this JsonProperty field) => field.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(field, "true or false"),
    };

    public static int? NumberOrNull(this JsonProperty field) => field.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when field.Value.TryGetInt32(out var number) => number,
        _ => throw Wrong(field, "a whole number or null"),
    };

    public static IReadOnlyList<string> Texts(this JsonProperty field) =>
        field.Value.ValueKind is JsonValueKind.Array
        && field.Value.EnumerateArray().All(one => one.ValueKind is JsonValueKind.String)
            ? [.. field.Value.EnumerateArray().Select(one => one.GetString()!)]
            : throw Wrong(field, "a list of texts");

    public static MisusedException Unknown(this JsonProperty field, string known) => new(Problem.Invalid(
        $"The body has a field that is not taken here, of {field.Name.Length} letters. There are {known}."));

    static MisusedException Wrong(JsonProperty field, string kind) =>
        new(Problem.Invalid($"The field {field.Name} takes {kind}."));
}
