using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Periksa.Host.Api.Describing;

/// <summary>What the description says of the API as a whole.</summary>
sealed partial class DescribedApi : IOpenApiDocumentTransformer
{
    /// <summary>How the way to say who one is, is called in the document.</summary>
    public const string Bearer = "bearer";

    const string Words =
        """
        What the command line does, over HTTP. Amounts are in sen; moments are RFC 3339 with an offset.

        Lists are `{"data":[…],"next_cursor":…}`: send `next_cursor` back as `cursor` until it is null. A write with an
        `Idempotency-Key` is done once in 24 hours and answered alike when it comes again. A refusal is
        `application/problem+json` and has a `hint` at what to do next.
        """;

    public async Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new() { Title = "Periksa for operators", Version = CommandLine.Version, Description = Words };
        document.Servers = [new() { Url = "/" }];
        document.Tags = null;

        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key of `periksa apikey issue NAME --scope SCOPE`. Scopes are read, reveal, operate and "
                + "admin; none includes another. A sandbox needs no key of its own machine's people.",
        });
        foreach (var (name, header) in Headers.Shown)
            document.AddComponent(name, header);

        foreach (var header in Headers.Taken)
            document.AddComponent(header.Name!, header);

        document.AddComponent(
            nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken));
        foreach (var problem in Refused.Each)
            document.AddComponent(Refused.Name(problem), Refused.Describe(problem, document));

        foreach (var schema in document.Components!.Schemas!.Values)
            Unwrap(schema);
    }

    // Comments have line breaks where the source has them.
    static void Unwrap(IOpenApiSchema schema)
    {
        if (schema.Description is { } words)
            schema.Description = LineBreak.Replace(words, " ");

        foreach (var field in schema.Properties?.Values ?? [])
            Unwrap(field);
    }

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak { get; }
}
