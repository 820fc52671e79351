using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Periksa.Operators;

namespace Periksa.Host.Api.Describing;

/// <summary>How a path may refuse, by status, with an example of each.</summary>
static class Refused
{
    const string MediaType = "application/problem+json";

    /// <summary>One for each status, in their order.</summary>
    public static IReadOnlyList<Problem> Each { get; } =
    [
        Problem.Invalid("A limit is 1 to 500."),
        Problem.Unknown,
        Problem.WrongScope("operate"),
        Problem.NotFound("There is no partner of this id."),
        Problem.Of(Refusal.Conflict("The deposit has 500000 sen: 900000 cannot be taken from it.")),
        Problem.Of(Refusal.Stale("The partner toko-maju", 3, 4)),
        Problem.TooLarge,
        Problem.NotJson,
        Problem.OtherBody,
        Problem.NoVersion,
        Problem.TooManyTries(42),
        Problem.Unavailable,
    ];

    /// <summary>What it is called in the document, e.g. <c>not-found</c>.</summary>
    public static string Name(Problem problem) => problem.Type[(problem.Type.LastIndexOf(':') + 1)..];

    public static OpenApiResponse Describe(Problem problem, OpenApiDocument document) => new()
    {
        Description = problem.Title,
        Headers = HeadersOf(problem.Status).ToDictionary(
            name => name, name => (IOpenApiHeader)new OpenApiHeaderReference(name, document)),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [MediaType] = new()
            {
                Schema = new OpenApiSchemaReference(nameof(Problem), document),
                Example = JsonSerializer.SerializeToNode(problem, ApiJson.Plain.Problem) as JsonObject,
            },
        },
    };

    /// <summary>The statuses that a path may refuse with.</summary>
    public static IEnumerable<int> Of(PathTraits path)
    {
        if (path.TakesSomething)
            yield return StatusCodes.Status400BadRequest;

        yield return StatusCodes.Status401Unauthorized;
        yield return StatusCodes.Status403Forbidden;
        if (path.NamesSomething)
            yield return StatusCodes.Status404NotFound;

        if (path.IsWrite)
        {
            yield return StatusCodes.Status409Conflict;
            yield return StatusCodes.Status422UnprocessableEntity;
        }

        if (path.Body is not null)
        {
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        if (path.Version is not null)
            yield return StatusCodes.Status412PreconditionFailed;

        if (path.Version is { IsNeeded: true })
            yield return StatusCodes.Status428PreconditionRequired;

        yield return StatusCodes.Status429TooManyRequests;
        yield return StatusCodes.Status503ServiceUnavailable;
    }

    static IEnumerable<string> HeadersOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => [Headers.RequestId, "WWW-Authenticate"],
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable =>
            [Headers.RequestId, "Retry-After"],
        _ => [Headers.RequestId],
    };
}
