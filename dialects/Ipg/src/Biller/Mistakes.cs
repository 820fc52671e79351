using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Finds out why a key was refused.</summary>
internal static class Mistakes
{
    const string Header = "Authorization";
    const string Scheme = "Bearer";

    public static void Explain(HttpContext http, ICredentials credentials)
    {
        if (!http.Request.Headers.ContainsKey(Header))
        {
            Hints.Explain(http, "There is no Authorization header.");
            return;
        }

        if (OnlyHeader.Value(http.Request, Header) is not { } text)
        {
            Hints.Explain(http, "There is more than one Authorization header.", "Send the Authorization header once.");
            return;
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var scheme, ..] || !scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            Hints.Explain(http, "The Authorization header does not begin with Bearer.");
            return;
        }

        if (words is [_, var again, ..] && again.Equals(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            Hints.Explain(
                http, "The word Bearer stands there twice.", "Write Bearer once; some clients add it themselves.");
            return;
        }

        // Trimmed, it would have been a key: of what is left, only that is worth a second look.
        var isKey = words.Length > 1 && credentials.FindByKey(Billers.Dialect, words[^1]) is not null;
        Hints.Explain(
            http,
            isKey ? "There is more around the key than Bearer and one space." : "No biller has this API key.",
            isKey ? null : "Send this biller's own API key: a channel's, or another dialect's, is none here.");
    }
}
