using Periksa.Host.Pages.Language;
using Periksa.Host.Pages.SignIn;
using Periksa.Operators.Keys;

namespace Periksa.Host.Pages;

/// <summary>Has somebody's pages look as they like.</summary>
static class LookPages
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <param name="prefix">Where, below the pages' own root.</param>
    public static void Map(ConsolePaths paths, string prefix = "") =>
        paths.Post($"{prefix}/look", Choose, Scopes.None).WithMetadata(new OpenToStrangers());

    static IResult Choose(HttpContext http)
    {
        var form = http.Request.Form;
        var look = Look.Read(form["language"], form["theme"]);
        http.Response.Cookies.Append(Look.Cookie, look.ToString(), new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = Kept,
            Path = http.Request.PathBase.HasValue ? http.Request.PathBase.Value : "/",
        });
        return Page.Back(http, OwnPath.Of(form["back"]));
    }
}

/// <summary>A path of the console's that a browser sent: where a form leads back to.</summary>
static class OwnPath
{
    /// <summary>Below <c>/console</c>, with its query; the overview for whatever leads elsewhere.</summary>
    public static string Of(string? path) =>
        path is { Length: < 2000 } && !path.StartsWith('/') && !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains("..", StringComparison.Ordinal)
        && !path.Contains("%2e", StringComparison.OrdinalIgnoreCase)   // which is a dot, too
        && !path.Contains('\\', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal)
        && !path.Any(char.IsControl) && path.All(char.IsAscii)
            ? path
            : "";
}
