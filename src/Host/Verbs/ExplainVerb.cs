using System.CommandLine;
using Periksa.Host.Asking;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa explain DIALECT FILE</c>: what to mend about a request that was refused; nothing is
/// sent.</summary>
static class ExplainVerb
{
    public static Command Verb()
    {
        var dialect = AskingOptions.DialectWithTokens();
        var file = new Argument<string>("FILE")
        {
            Description = "The request: its line, headers, an empty line, the body; or a curl. '-' for standard input.",
            DefaultValueFactory = _ => "-",
        };
        var (credential, key, json) = (AskingOptions.Credential(), AskingOptions.Key(), Given.Json());
        return new Command(
            "explain",
            "Tells what to mend about a request that was refused. Ends with 1 if there is something.")
            {
                dialect, file, credential, key, json,
            }
            .Does(async (given, _) =>
            {
                var asked = AskedDialect.GetWithTokens(given.GetValue(dialect)!);
                var caller = await KnownCaller.Read(asked.Name, given.GetValue(credential), given.GetValue(key));
                var gateway = Conversation.Gateway(asked, url: null, Settings.Builder().Configuration);
                var text = await SignVerb.ReadText(given.GetValue(file)!);
                Print(
                    Mending.Find(
                        asked,
                        caller,
                        CurlText.IsCurl(text) ? CurlText.Parse(text, gateway) : HttpText.Parse(text, gateway)),
                    given.GetValue(json));
            })
            .WithExamples(
                "periksa explain paydia refused.http",
                "periksa explain snap --credential toko.json <curl.txt",
                "periksa explain singapay curl.txt --json");
    }

    static void Print(IReadOnlyList<string> all, bool isJson)
    {
        if (isJson)
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("mend");
                foreach (var one in all)
                    json.WriteStringValue(one);

                json.WriteEndArray();
                json.WriteEndObject();
            });
        }
        else
        {
            foreach (var one in all)
                Console.WriteLine(one);
        }

        if (all.Count > 0)
            throw new SettingsException("That request is refused as it is; what to mend stands above.");

        if (!isJson)
        {
            Console.WriteLine(
                "Headers and signature are as they should be. If it was refused all the same, look at its X-TIMESTAMP, "
                + "which is good for five minutes, its token, and the code of the answer.");
        }
    }
}
