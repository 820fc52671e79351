namespace Periksa.Host.Pages.Language;

/// <summary>How somebody wants their pages: in which language, and in which colours.</summary>
/// <param name="IsIndonesian">Otherwise English.</param>
/// <param name="Theme"><c>light</c>, <c>dark</c>, or <c>auto</c> for what their system prefers.</param>
sealed record Look(bool IsIndonesian, string Theme)
{
    public const string Cookie = "periksa-look";

    static readonly string[] Themes = ["auto", "light", "dark"];

    /// <summary>The page's <c>lang</c>.</summary>
    public string Language => IsIndonesian ? "id" : "en";

    /// <summary>As it is chosen in a cookie; else as the browser prefers.</summary>
    public static Look Of(HttpContext http)
    {
        var accepted = http.Request.Headers.AcceptLanguage.ToString();
        var chosen = http.Request.Cookies[Cookie]?.Split('.');
        return chosen is [var language, var theme]
            ? Read(language, theme)
            : new(accepted.StartsWith("id", StringComparison.OrdinalIgnoreCase), Themes[0]);
    }

    /// <summary>What was chosen; what is neither is the first of each.</summary>
    public static Look Read(string? language, string? theme) =>
        new(language == "id", Themes.Contains(theme) ? theme! : Themes[0]);

    /// <summary>Says it in the page's language.</summary>
    public string Say(string english) => IsIndonesian ? Phrases.Indonesian(english) : english;

    /// <summary>Says a sentence that came whole, with its values in it.</summary>
    public string SayWhole(string english) => IsIndonesian ? Sentences.Indonesian(english) : english;

    public override string ToString() => $"{Language}.{Theme}";
}
