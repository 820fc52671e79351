namespace Periksa.Host.Pages.SignIn;

/// <summary>The cookie by which somebody who signed in is known. It ends with the browser, at the latest with its
/// session.</summary>
/// <remarks>Its prefix has browsers take it over nothing but HTTPS, or from this machine, and from no other host of the
/// same domain. A link from elsewhere brings it along; a form from elsewhere does not.</remarks>
static class SessionCookie
{
    public const string Name = "__Host-periksa-session";

    static CookieOptions Options => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
    };

    public static void Set(HttpContext http, string token) => http.Response.Cookies.Append(Name, token, Options);

    public static void Remove(HttpContext http) => http.Response.Cookies.Delete(Name, Options);
}
