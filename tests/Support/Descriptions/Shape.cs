using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>What a body must look like: a JSON Schema that is compiled once.</summary>
public sealed class Shape
{
    const string OfDocument = "#/components/schemas/";
    const string OfItself = "#/$defs/";

    static readonly EvaluationOptions WithReasons = new() { OutputFormat = OutputFormat.List };

    readonly JsonSchema _schema;

    /// <param name="others">The schemas that it may refer to as the document's components.</param>
    public Shape(JsonNode schema, JsonNode others)
    {
        // A schema stands alone: what it refers to moves into it.
        var alone = schema.DeepClone().AsObject();
        alone["$defs"] = others.DeepClone();
        _schema = JsonSchema.FromText(
            alone.ToJsonString().Replace(OfDocument, OfItself, StringComparison.Ordinal));
    }

    public bool Fits(JsonElement body) => _schema.Evaluate(body).IsValid;

    /// <summary>Why a body does not fit, a line for each reason; empty if it does.</summary>
    public string FindFault(JsonElement body)
    {
        var found = _schema.Evaluate(body, WithReasons);
        return found.IsValid
            ? ""
            : string.Join('\n', (found.Details ?? []).SelectMany(detail =>
                (detail.Errors ?? []).Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}")));
    }
}
