using System.CommandLine;
using Periksa.Host.Asking;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa token DIALECT</c>: gets an access token, as a caller does.</summary>
static class TokenVerb
{
    public static Command Verb()
    {
        var dialect = AskingOptions.DialectWithTokens();
        var (url, credential, key) = (AskingOptions.Url(), AskingOptions.Credential(), AskingOptions.Key());
        var json = new Option<bool>("--json") { Description = "Prints the whole answer." };
        return new Command("token", "Gets an access token from a gateway that runs, and prints it.")
            {
                dialect, url, credential, key, json,
            }
            .Does(async (given, interrupted) =>
            {
                using var talk = await Conversation.Open(
                    AskedDialect.GetWithTokens(given.GetValue(dialect)!),
                    given.GetValue(url),
                    given.GetValue(credential),
                    given.GetValue(key));
                var (answer, token) = await talk.AskToken(interrupted);
                if (token is null || given.GetValue(json))
                    Console.WriteLine(answer.Body);
                else
                    Console.WriteLine(token);

                answer.MustBeWelcome();
                if (token is null)
                    throw new SettingsException("There is no token in that answer: does --url name a gateway?");
            })
            .WithExamples(
                "periksa token paydia",
                "periksa token singapay --url http://127.0.0.1:8090 --json",
                "periksa token snap --credential toko.json --key toko.private.pem");
    }
}
