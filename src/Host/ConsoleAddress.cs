using Periksa.Operators.Accounts;

namespace Periksa.Host;

/// <summary>Where the console is, as far as the settings say. What a request calls its host, its sender
/// chooses.</summary>
static class ConsoleAddress
{
    /// <summary>The invitation with a whole link.</summary>
    /// <param name="given">Where operators find the console, e.g. behind a proxy; <c>null</c>: at the first address
    /// that it is served at.</param>
    public static IssuedInvitation Complete(IssuedInvitation invited, IConfiguration settings, string? given = null) =>
        invited with { Link = $"{(given ?? Of(settings)).TrimEnd('/')}{invited.Link}" };

    /// <exception cref="SettingsException">It is no address.</exception>
    public static string Read(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var read) && read.Scheme is "http" or "https"
        && read is { Query: "", Fragment: "", UserInfo: "" }
            ? url
            : throw new SettingsException(
                $"'{url}' is no address of a console: write it like https://console.example.com.",
                CommandLine.Misused);

    static string Of(IConfiguration settings)
    {
        var own = OperatorListener.Read(settings, Settings.Mode(settings)).Urls;
        var at = Addresses.Parse(own.Count > 0 ? own[0] : Addresses.OfCallers(settings)[0], "Periksa__Operator__Urls");

        // What listens everywhere is here, too; what it is called elsewhere, only --url tells.
        var host = at.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : at.Host;
        return $"{at.Scheme}://{host}:{at.Port}{at.PathBase}";
    }
}
