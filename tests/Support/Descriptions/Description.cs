using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>A dialect's OpenAPI document, to be held against what the dialect takes and says.</summary>
/// <remarks>It lies beside the goldens, in <c>openapi/{dialect}.json</c>.</remarks>
public sealed class Description
{
    readonly JsonNode _document;
    readonly string _prefix;
    readonly ConcurrentDictionary<JsonNode, Shape> _shapes = new(ReferenceEqualityComparer.Instance);

    Description(string dialect)
    {
        Dialect = dialect;
        Path = System.IO.Path.Combine(Golden.Folder, "..", "openapi", $"{dialect}.json");
        _document = JsonNode.Parse(File.ReadAllText(Path))!;
        _prefix = ((string)_document["servers"]![0]!["url"]!).TrimEnd('/');
        Operations = [.. _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(
            operation => new Operation(this, path.Key, operation.Key, operation.Value!)))];
    }

    public string Dialect { get; }

    public string Path { get; }

    /// <summary>What all of its paths begin with; empty for nothing.</summary>
    public string Prefix => _prefix;

    /// <summary>All of its operations, in its order.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <param name="dialect">The dialect's name.</param>
    public static Description Read(string dialect) => new(dialect);

    /// <summary>The operation that a request is for; <c>null</c> for none.</summary>
    /// <param name="isServed">True if there is an operation on its path.</param>
    public Operation? Find(SentRequest request, out bool isServed)
    {
        var path = request.Path.StartsWith(_prefix, StringComparison.Ordinal) ? request.Path[_prefix.Length..] : "";
        Operation[] here = [.. Operations.Where(one => one.Serves(path))];
        if (here.Any(one => !one.HasParameters))
            here = [.. here.Where(one => !one.HasParameters)];

        isServed = here.Length > 0;
        return here.SingleOrDefault(one => one.Method == request.Method);
    }

    /// <summary>What is said where nothing is served.</summary>
    /// <param name="name"><c>NoSuchPath</c> or <c>NoSuchMethod</c>.</param>
    public Shape Elsewhere(string name) =>
        ShapeOf(_document["components"]!["responses"]![name]!["content"]!["application/json"]!["schema"]!);

    /// <summary>What is posted to whoever wants to hear of something.</summary>
    public Operation Webhook(string name) => new(this, name, "post", _document["webhooks"]![name]!["post"]!);

    /// <summary>A schema of the document's, with the others that it may refer to.</summary>
    public Shape ShapeOf(JsonNode schema) =>
        _shapes.GetOrAdd(schema, _ => new(schema, _document["components"]!["schemas"]!));

    /// <summary>The schema itself where a reference to it stands.</summary>
    public JsonNode Resolve(JsonNode schema) => schema["$ref"] is { } reference
        ? _document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!
        : schema;

    /// <summary>Writes the document anew, as it is always written.</summary>
    public void Write()
    {
        using var file = File.Create(Path);
        using (var json = new Utf8JsonWriter(file, new()
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            _document.WriteTo(json);
        }

        file.WriteByte((byte)'\n');
    }
}
