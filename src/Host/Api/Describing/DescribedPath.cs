using System.Net.Mime;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Periksa.Operators.Keys;

namespace Periksa.Host.Api.Describing;

/// <summary>Tells of a path what its mapping says and what holds for all: its scope, headers, examples and
/// refusals.</summary>
sealed class DescribedPath : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var (path, document) = (new PathTraits(context.Description), context.Document!);
        var scopes = ScopeWords.Of(path.Scope);

        operation.OperationId = path.OperationId;
        operation.Description = $"Takes a key with the scope {string.Join(", ", scopes)}.";
        operation.Tags = new HashSet<OpenApiTagReference> { new(path.Segments[0], document) };
        operation.Security =
        [
            new() { [new OpenApiSecuritySchemeReference(DescribedApi.Bearer, document)] = [.. scopes] },
        ];

        DescribeParameters(operation, path, document);
        if (path.Body is { } body)
            await DescribeBody(operation, body, context, cancellationToken);

        DescribeAnswers(operation, path, context);
    }

    static void DescribeParameters(OpenApiOperation operation, PathTraits path, OpenApiDocument document)
    {
        var all = operation.Parameters ??= [];
        foreach (var parameter in all.OfType<OpenApiParameter>())
            ParameterWords.Describe(parameter, path);

        all.Add(new OpenApiParameterReference(Headers.RequestId, document));
        if (path.IsWrite)
            all.Add(new OpenApiParameterReference(Headers.IdempotencyKey, document));

        if (path.Version is { } version)
        {
            all.Add(version.IsNeeded
                ? Headers.NeededIfMatch
                : new OpenApiParameterReference(Headers.IfMatch, document));
        }
    }

    static async Task DescribeBody(
        OpenApiOperation operation, TakesBody body, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        var schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancel);
        context.Document!.AddComponent(body.Type.Name, schema);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = schema.Required is { Count: > 0 },
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [MediaTypeNames.Application.Json] = new()
                {
                    Schema = new OpenApiSchemaReference(body.Type.Name, context.Document),
                    Example = Examples.OfBody(body),
                },
            },
        };
    }

    static void DescribeAnswers(
        OpenApiOperation operation, PathTraits path, OpenApiOperationTransformerContext context)
    {
        var document = context.Document!;
        foreach (var shown in context.Description.SupportedResponseTypes)
        {
            var answer = (OpenApiResponse)operation.Responses![$"{shown.StatusCode}"];
            answer.Description = shown.StatusCode is StatusCodes.Status201Created ? "It was made." : "It is done.";
            answer.Headers = NamesOf(path).ToDictionary(
                name => name, name => (IOpenApiHeader)new OpenApiHeaderReference(name, document));
            foreach (var content in answer.Content!.Values)
                content.Example = Examples.Of(shown.Type!);
        }

        foreach (var status in Refused.Of(path).Order())
        {
            var problem = Refused.Each.Single(one => one.Status == status);
            operation.Responses![$"{status}"] = new OpenApiResponseReference(Refused.Name(problem), document);
        }
    }

    static IEnumerable<string> NamesOf(PathTraits path) =>
        [Headers.RequestId, .. path.ShownHeaders, .. path.IsWrite ? [Headers.Replayed] : Array.Empty<string>()];
}
