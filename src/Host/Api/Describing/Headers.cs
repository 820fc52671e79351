using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Periksa.Host.Api.Describing;

/// <summary>The headers of the API's requests and answers.</summary>
static class Headers
{
    public const string RequestId = "X-Request-Id";
    public const string IdempotencyKey = "Idempotency-Key";
    public const string IfMatch = "If-Match";
    public const string Replayed = "Idempotency-Replayed";

    public static IReadOnlyList<(string Name, OpenApiHeader Header)> Shown { get; } =
    [
        (RequestId, Header("The request's id: the one that was sent, or a new one.", "order-4711")),
        ("ETag", Header("The version of what is shown: send it back as If-Match.", "\"3\"")),
        ("Location", Header("Where it is that was made.", "/v1/partners/toko-maju")),
        (Replayed, Header("`true` where it was done before, under the same Idempotency-Key.", "true")),
        ("Retry-After", Header("After how many seconds to try again.", "2")),
        ("WWW-Authenticate", Header("How to say who you are.", "Bearer")),
    ];

    public static IReadOnlyList<OpenApiParameter> Taken { get; } =
    [
        Parameter(RequestId, "An id of your own, which the answer and the log lines then have.", "order-4711"),
        Parameter(IdempotencyKey, "1 to 255 signs of ASCII: the write is done once in 24 hours.", "onboarding-17"),
        TakenIfMatch(isNeeded: false),
    ];

    /// <summary>If-Match where nothing is changed without it.</summary>
    public static OpenApiParameter NeededIfMatch { get; } = TakenIfMatch(isNeeded: true);

    static OpenApiHeader Header(string words, string example) =>
        new() { Description = words, Schema = Text(), Example = JsonValue.Create(example) };

    static OpenApiParameter TakenIfMatch(bool isNeeded) => Parameter(
        IfMatch, "The ETag of the version that is changed; `*` for whichever there is.", "\"3\"", isNeeded);

    static OpenApiParameter Parameter(string name, string words, string example, bool isNeeded = false) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = isNeeded,
        Description = words,
        Schema = Text(),
        Example = JsonValue.Create(example),
    };

    static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
