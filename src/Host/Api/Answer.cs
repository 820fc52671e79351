using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Periksa.Operators;

namespace Periksa.Host.Api;

/// <summary>What the operators' API answers: a status, JSON, and what stands in headers.</summary>
sealed class Answer(int status, byte[] body) : IResult
{
    const string ProblemType = "application/problem+json";
    const string JsonType = "application/json; charset=utf-8";

    public int Status => status;

    public byte[] Body => body;

    /// <summary>The version of what is shown, as <c>ETag</c>; <c>null</c> where it has none.</summary>
    public long? Version { get; init; }

    /// <summary>Other headers, e.g. <c>Location</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>True where it was done before, under the same key.</summary>
    public bool IsRepeated { get; private init; }

    /// <summary>True of what is shown once and kept nowhere.</summary>
    public bool IsSecret { get; private init; }

    /// <param name="path">Where it is, if it was made just now.</param>
    public static Answer Of<T>(
        T done, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK, long? version = null,
        string? path = null) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(done, type))
        {
            Version = version,
            Headers = status is StatusCodes.Status201Created && path is not null ? [("Location", path)] : [],
        };

    /// <summary>What was done, or why nothing was.</summary>
    public static Answer Of<T>(Outcome<T> outcome, Func<T, Answer> say)
        where T : class =>
        outcome.Done is { } done ? say(done) : Of(outcome.Refusal!);

    static Answer Of(Refusal refusal)
    {
        var answer = Of(Problem.Of(refusal));
        return new(answer.Status, answer.Body) { IsRepeated = refusal.Kind is RefusalKind.Repeated };
    }

    public static Answer Of(Problem problem, params (string Name, string Value)[] headers) =>
        new(problem.Status, JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Plain.Problem)) { Headers = headers };

    public Answer AsSecret() => new(Status, Body) { Version = Version, Headers = Headers, IsSecret = true };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = Status >= StatusCodes.Status400BadRequest ? ProblemType : JsonType;
        response.ContentLength = Body.Length;
        response.Headers.CacheControl = "no-store";   // secrets and people's names are among it
        response.Headers.XContentTypeOptions = "nosniff";
        if (Version is { } version)
            response.Headers.ETag = FormattableString.Invariant($"\"{version}\"");

        foreach (var (name, value) in Headers)
            response.Headers[name] = value;

        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
