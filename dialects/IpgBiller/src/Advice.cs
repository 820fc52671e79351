using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>Advice to a developer about a refusal. Mostly the refusal's own sentence is advice enough.</summary>
internal static class Advice
{
    public static string For(string message, int http) => http switch
    {
        StatusCodes.Status401Unauthorized =>
            "Send Authorization: Bearer and your API key, once, with one space between.",
        StatusCodes.Status404NotFound => Hints.Path,
        StatusCodes.Status405MethodNotAllowed => Hints.Method,
        StatusCodes.Status429TooManyRequests => Hints.Slower,
        StatusCodes.Status500InternalServerError => Hints.Broken,
        _ => message,
    };
}
