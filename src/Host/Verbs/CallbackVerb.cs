using System.CommandLine;
using Periksa.Callbacks;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa callback set DIALECT NAME URL</c>: says where a credential is called back.</summary>
static class CallbackVerb
{
    public static Command Verb()
    {
        var dialect = new Argument<string>("DIALECT") { Description = "The credential's dialect, e.g. ifortepay." };
        var name = new Argument<string>("NAME") { Description = "The credential's name, e.g. MCPD00000012." };
        var url = new Argument<string>("URL") { Description = "Where it is called back, an http or https URL." };
        return new("callback", "Says where credentials are called back.")
        {
            new Command("set", "Has a credential called back there from now on, by all hosts within a second.")
                {
                    dialect, name, url,
                }
                .Does((given, interrupted) => Set(
                    new(given.GetValue(dialect)!), new(given.GetValue(name)!), given.GetValue(url)!, interrupted)),
        };
    }

    static async Task Set(DialectName dialect, CredentialName name, string text, CancellationToken interrupted)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url is not { Scheme: "http" or "https", UserInfo: "", Fragment: "" })
        {
            throw new SettingsException($"'{text}' is no http or https URL.");
        }

        await using var database = await Savings.Beside(interrupted, isOnlyRead: false);
        if (!await new CallbackEndpoints(database.Source).Set(dialect, name, url))
            throw new SettingsException($"There is no credential {name} of {dialect}: is one of them misspelt?");

        Console.WriteLine($"{dialect} {name} is called back at {url.OriginalString}.");
    }
}
