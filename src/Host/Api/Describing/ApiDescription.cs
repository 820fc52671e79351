using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Periksa.Operators;

namespace Periksa.Host.Api.Describing;

/// <summary>The OpenAPI 3.1 document of the operators' API, which is written from its paths when it is first asked
/// for.</summary>
sealed class ApiDescription
{
    const string Name = "v1";

    readonly Lazy<Task<byte[]>> _written;

    public ApiDescription([FromKeyedServices(Name)] IOpenApiDocumentProvider provider) =>
        _written = new(() => Write(provider));

    public static void Add(IServiceCollection services)
    {
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = path => path.RelativePath?.StartsWith($"{Name}/", StringComparison.Ordinal) is true;
            options.AddSchemaTransformer<DescribedFields>();
            options.AddOperationTransformer<DescribedPath>();
            options.AddDocumentTransformer<DescribedApi>();
        });
        services.ConfigureHttpJsonOptions(options => Confine(options.SerializerOptions));
        services.AddSingleton<ApiDescription>();
    }

    public static void Map(ApiPaths paths) => paths.Get("/openapi.json", Show).Shows<JsonElement>(
        "Shows this description.");

    static async Task<IResult> Show(ApiDescription description) =>
        new Answer(StatusCodes.Status200OK, await description._written.Value);

    // Schemas are of the types as they are written and read here. What these contexts do not know is nobody's: ASP.NET
    // itself neither reads nor writes any type that it would have to look into by reflection.
    static void Confine(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Clear();
        options.TypeInfoResolverChain.Add(OperatorsJson.Plain);
        options.TypeInfoResolverChain.Add(ApiJson.Plain);
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.Strict;
    }

    static async Task<byte[]> Write(IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync();
        using var written = new MemoryStream();
        await document.SerializeAsJsonAsync(written, OpenApiSpecVersion.OpenApi3_1);
        return written.ToArray();
    }
}
