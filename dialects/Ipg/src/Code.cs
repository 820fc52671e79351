using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg;

/// <summary>A request's response code: the vendor's <c>rc</c>, a sentence, and the HTTP status they travel
/// with.</summary>
/// <param name="Advice">What a developer is told to do about it; <c>null</c> where the status or the sentence itself
/// says that.</param>
internal sealed record Code(string Rc, string Message, int Http = 200, string? Advice = null)
{
    public static readonly Code Success = new(Words.Success, "success");
    public static readonly Code TooManyRequests = Invalid("Too many requests", 429);

    /// <summary>That it refuses; <c>null</c> for an answer.</summary>
    public Refused? Refused { get; } = Rc is Words.Success ? null : new(Rc, Message, Advice ?? Usual(Http) ?? Message);

    /// <summary>One of the many refusals for which the vendor has but one word.</summary>
    public static Code Invalid(string message, int http = 200, string? advice = null) =>
        new(Words.InvalidTransaction, message, http, advice);

    /// <summary>A caller that is nobody, or not where it may be.</summary>
    public static Code Unauthorized(string message, string advice) =>
        new(Words.Authentication, message, StatusCodes.Status401Unauthorized, advice);

    /// <summary>A failure of ours.</summary>
    public static Code Failed(string message, int http = 500) => new(Words.GatewayInvalidResponse, message, http);

    static string? Usual(int http) => http switch
    {
        StatusCodes.Status404NotFound => Hints.Path,
        StatusCodes.Status405MethodNotAllowed => Hints.Method,
        StatusCodes.Status429TooManyRequests => Hints.Slower,
        StatusCodes.Status500InternalServerError => Hints.Broken,
        _ => null,
    };
}
