using System.Text.Json;
using System.Text.Json.Nodes;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.EndToEnd.Tests;

/// <summary>The operators' API as it describes itself.</summary>
sealed class ApiDocument
{
    static readonly StringComparer AnyCase = StringComparer.OrdinalIgnoreCase;

    readonly JsonNode _document;
    readonly JsonNode _schemas;

    public ApiDocument(string text)
    {
        _document = JsonNode.Parse(text)!;
        _schemas = _document["components"]!["schemas"]!;
    }

    /// <summary>All of its operations, such as <c>GET /v1/partners/{id}</c>.</summary>
    public IEnumerable<string> Operations => _document["paths"]!.AsObject().SelectMany(path =>
        path.Value!.AsObject().Select(one => $"{one.Key.ToUpperInvariant()} {path.Key}"));

    public JsonNode this[string operation] => operation.Split(' ') is [var method, var path]
        && _document["paths"]![path]?[method.ToLowerInvariant()] is { } found
        ? found
        : throw new InvalidOperationException($"{operation} is not described.");

    /// <summary>The scope that it takes.</summary>
    public string Scope(string operation) => (string)this[operation]["security"]![0]!["bearer"]![0]!;

    /// <summary>The body that it shows; <c>null</c> where it takes none.</summary>
    public string? Body(string operation) => Json(this[operation]["requestBody"])?["example"]?.ToJsonString();

    /// <summary>The status that it is answered with if all is well.</summary>
    public int Status(string operation) =>
        this[operation]["responses"]!.AsObject().Select(one => int.Parse(one.Key, null)).Single(one => one < 300);

    /// <summary>What is not as it says, or empty.</summary>
    public string FindFault(string operation, ApiReply reply)
    {
        if (this[operation]["responses"]![$"{(int)reply.Status}"] is not { } found)
            return $"{operation} is answered {(int)reply.Status}, which is not described: {reply.Text}";

        var answer = Resolve(found);
        var headers = answer["headers"]!.AsObject().Select(one => one.Key).ToHashSet(AnyCase);
        if (reply.Headers.Keys.FirstOrDefault(one => Told.Contains(one) && !headers.Contains(one)) is { } untold)
            return $"{operation} has a header {untold} that is not described: mark its path as Described.cs does.";

        var missing = headers.Except(reply.Headers.Keys, AnyCase).Except(["Idempotency-Replayed"], AnyCase).ToArray();
        if (missing.Length > 0)
            return $"{operation} lacks {string.Join(", ", missing)}, which it is described with.";

        return answer["content"]![reply.MediaType!]?["schema"] is { } schema
            ? Fault($"{operation} {(int)reply.Status}", schema, reply.Json)
            : $"{operation} is {reply.MediaType}, which is not described.";
    }

    /// <summary>What is wrong with the examples of an operation, or empty.</summary>
    public string FindFaultyExample(string operation)
    {
        var (node, faults) = (this[operation], "");
        if (Json(node["requestBody"]) is { } body)
            faults += Compare($"{operation} takes", body);

        foreach (var (status, answer) in node["responses"]!.AsObject())
        {
            var content = Resolve(answer!)["content"]!.AsObject().Single();
            faults += Compare($"{operation} {status}", content.Value!);
        }

        foreach (var parameter in node["parameters"]!.AsArray().Select(one => Resolve(one!)))
        {
            var name = $"{operation} {parameter["name"]}";
            if (parameter["description"] is null)
                faults += $"{name} is not described: add a line to ParameterWords.cs.\n";

            if (parameter["example"] is { } example)
                faults += Fault(name, parameter["schema"]!, Element(example));
        }

        return faults;
    }

    string Compare(string what, JsonNode content) => content["example"] is { } example
        ? Fault($"{what} as in its example", content["schema"]!, Element(example))
        : $"{what} has no example: add src/Host/Api/Examples/{Name(content)}.json.\n";

    string Fault(string what, JsonNode schema, JsonElement value)
    {
        var fault = new Shape(Closed(schema), Closed(_schemas)).FindFault(value);
        return fault.Length > 0 ? $"{what}: {fault}\n{value}\n" : "";
    }

    static string Name(JsonNode content) =>
        ((string)content["schema"]!["$ref"]!).Split('/')[^1].Replace("PageOf", "", StringComparison.Ordinal);

    // As a client reads it, more fields may come; here, one that is not described is a mistake.
    static JsonNode Closed(JsonNode schema)
    {
        var closed = schema.DeepClone();
        foreach (var one in closed.AsObject().Select(one => one.Value).Append(closed).OfType<JsonObject>())
        {
            if (one["properties"] is JsonObject)
                one["additionalProperties"] = false;
        }

        return closed;
    }

    JsonNode Resolve(JsonNode node) => node["$ref"] is { } reference
        ? ((string)reference!).Split('/')[1..].Aggregate(_document, (at, name) => at[name]!)
        : node;

    static JsonNode? Json(JsonNode? part) => part?["content"]?["application/json"];

    static JsonElement Element(JsonNode node) => JsonElement.Parse(node.ToJsonString());

    static HashSet<string> Told { get; } = new(
        ["ETag", "Location", "Retry-After", "WWW-Authenticate", "Idempotency-Replayed", "X-Request-Id"], AnyCase);
}
