using System.Text.Json.Nodes;
using Periksa.Operators;

namespace Periksa.Host.Api.Describing;

/// <summary>An example of each type that the API takes or shows: <c>src/Host/Api/Examples/{type}.json</c>.</summary>
static class Examples
{
    public static JsonNode? OfBody(TakesBody body) =>
        body.Example is { } example ? JsonNode.Parse(example) : Of(body.Type);

    /// <summary>The example; <c>null</c> where there is none yet.</summary>
    public static JsonNode? Of(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>))
        {
            return Of(type.GenericTypeArguments[0]) is { } one
                ? new JsonObject { ["data"] = new JsonArray(one), ["next_cursor"] = null }
                : null;
        }

        using var stream = typeof(Examples).Assembly.GetManifestResourceStream($"examples/{type.Name}.json");
        return stream is null ? null : JsonNode.Parse(stream);
    }
}
