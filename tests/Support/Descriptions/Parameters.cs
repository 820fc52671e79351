using System.Text.Json;
using System.Text.Json.Nodes;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>Holds a request's headers and query against what is described.</summary>
static class Parameters
{
    /// <summary>What is wrong with a parameter, or empty.</summary>
    public static string FindFault(JsonNode parameter, SentRequest request)
    {
        var name = (string)parameter["name"]!;
        var sent = (string)parameter["in"]! switch
        {
            "header" => request.Header(name),
            "query" => request.Query.Where(one => one.Name == name).Select(one => one.Value).FirstOrDefault(),
            _ => "in the path",
        };

        // What is sent empty says nothing.
        if (sent is null or "")
            return (bool?)parameter["required"] is true ? $"lacks {name} " : "";

        var fault = new Shape(parameter["schema"]!, others: new JsonObject()).FindFault(Value(parameter, sent));
        return fault.Length > 0 ? $"{name}: {fault}" : "";
    }

    static JsonElement Value(JsonNode parameter, string sent) => (string)parameter["schema"]!["type"]! is "integer"
        ? JsonDocument.Parse(sent.TrimStart('0') is "" ? "0" : sent.TrimStart('0')).RootElement
        : JsonDocument.Parse(JsonSerializer.Serialize(sent)).RootElement;
}
