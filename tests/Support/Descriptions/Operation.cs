using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>One operation of a <see cref="Description"/>.</summary>
public sealed partial class Operation
{
    readonly Description _description;
    readonly JsonNode _node;
    readonly Regex _path;

    internal Operation(Description description, string path, string method, JsonNode node)
    {
        (_description, _node, Path, Method) = (description, node, path, method.ToUpperInvariant());
        _path = new($"^{Parameter.Replace(path, "[^/]+")}/?$");
    }

    public string Path { get; }

    /// <summary>In capitals.</summary>
    public string Method { get; }

    public string Id => (string)_node["operationId"]!;

    public bool HasParameters => Parameter.IsMatch(Path);

    /// <summary>The HTTP statuses that it may be answered with.</summary>
    public IEnumerable<string> Statuses => Responses.Select(one => one.Key);

    /// <summary>The schema of its body; <c>null</c> where it has none in JSON.</summary>
    public JsonNode? RequestSchema => _node["requestBody"]?["content"]?["application/json"]?["schema"];

    /// <summary>The shape of its body; <c>null</c> where it has none in JSON.</summary>
    public Shape? Request => RequestSchema is { } schema ? _description.ShapeOf(schema) : null;

    /// <summary>Its headers, query parameters, and the parts of its path that may be another.</summary>
    public IEnumerable<JsonNode> Parameters => (_node["parameters"]?.AsArray() ?? []).OfType<JsonNode>();

    /// <summary>Its examples: each is named for a golden, whose request or reply it shows.</summary>
    public IEnumerable<(string Golden, JsonObject Example, bool IsRequest)> Examples =>
    [
        .. ExamplesIn(_node["requestBody"]).Select(one => (one.Key, one.Value!.AsObject(), true)),
        .. Responses.SelectMany(response => ExamplesIn(response.Value))
            .Select(one => (one.Key, one.Value!.AsObject(), false)),
    ];

    JsonObject Responses => _node["responses"]?.AsObject() ?? [];

    /// <param name="path">Below the server's.</param>
    public bool Serves(string path) => _path.IsMatch(path);

    /// <summary>The schema of an answer; <c>null</c> where none of the kind is described.</summary>
    public JsonNode? ReplySchema(string status, string mediaType) =>
        _node["responses"]?[status]?["content"]?[mediaType]?["schema"];

    /// <inheritdoc cref="ReplySchema"/>
    public Shape? Reply(string status, string mediaType) =>
        ReplySchema(status, mediaType) is { } schema ? _description.ShapeOf(schema) : null;

    /// <summary>The names of the headers that come with an answer of this status.</summary>
    public IEnumerable<string> ReplyHeaders(string status) =>
        (_node["responses"]?[status]?["headers"]?.AsObject() ?? []).Select(one => one.Key);

    public override string ToString() => $"{Method} {Path}";

    static IEnumerable<KeyValuePair<string, JsonNode?>> ExamplesIn(JsonNode? part) =>
        (part?["content"]?.AsObject() ?? []).SelectMany(kind => kind.Value!["examples"]?.AsObject() ?? []);

    [GeneratedRegex(@"\\?\{[^}]+\}")]
    private static partial Regex Parameter { get; }
}
