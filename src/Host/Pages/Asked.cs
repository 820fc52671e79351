namespace Periksa.Host.Pages;

/// <summary>What a page was asked for: in its address, or by a form where no log on the way is to hold it.</summary>
static class Asked
{
    /// <summary>A field as it was sent; <c>null</c> for one that was not, or is blank.</summary>
    public static string? Of(HttpContext http, string name)
    {
        var text = HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType
            ? http.Request.Form[name].ToString()
            : http.Request.Query[name].ToString();

        // PostgreSQL knows no such text, so nothing there is called so.
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim().Replace('\0', '\uFFFD');
    }
}
