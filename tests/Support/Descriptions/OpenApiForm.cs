using System.Text.Json;
using Json.Schema;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>What an OpenAPI 3.1 document must look like, as the OpenAPI Initiative has written it down.</summary>
public static class OpenApiForm
{
    static readonly EvaluationOptions WithReasons = new() { OutputFormat = OutputFormat.List };

    static readonly JsonSchema Form = Read();

    /// <summary>Why it is no such document, a line for each reason; empty if it is one.</summary>
    public static string FindFault(JsonElement document)
    {
        var found = Form.Evaluate(document, WithReasons);
        return found.IsValid
            ? ""
            : string.Join('\n', (found.Details ?? []).SelectMany(detail =>
                (detail.Errors ?? []).Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}")));
    }

    static JsonSchema Read()
    {
        using var stream = typeof(OpenApiForm).Assembly.GetManifestResourceStream("openapi-3.1.schema.json")!;
        using var reader = new StreamReader(stream);
        return JsonSchema.FromText(reader.ReadToEnd());
    }
}
