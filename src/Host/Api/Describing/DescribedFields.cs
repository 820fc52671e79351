using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Periksa.Host.Api.Describing;

/// <summary>Tells which fields must be there: of what is shown all, for all are written; of what is taken those marked
/// <see cref="RequiredAttribute"/>, and no others than are known.</summary>
sealed class DescribedFields(EndpointDataSource paths) : IOpenApiSchemaTransformer
{
    readonly Lazy<HashSet<Type>> _taken = new(() =>
        [.. paths.Endpoints.SelectMany(path => path.Metadata.OfType<TakesBody>()).Select(body => body.Type)]);

    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // Whatever is shown as it is, is an object: else null would be two things at once.
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(JsonElement))
            schema.Type = JsonSchemaType.Object;

        if (context.JsonPropertyInfo is { } field && IsRequired(field) && schema.Type is { } type)
            schema.Type = type & ~JsonSchemaType.Null;

        if (schema.Properties is not { Count: > 0 } fields)
            return Task.CompletedTask;

        if (_taken.Value.Contains(context.JsonTypeInfo.Type))
            schema.AdditionalPropertiesAllowed = false;
        else
            schema.Required = fields.Keys.ToHashSet();

        return Task.CompletedTask;
    }

    static bool IsRequired(JsonPropertyInfo field) =>
        field.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: false) is true;
}
