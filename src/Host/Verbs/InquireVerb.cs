using System.CommandLine;
using System.Text;
using System.Text.Json;
using Periksa.Host.Asking;
using Periksa.Wire.Http;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa inquire DIALECT BANK ACCOUNT</c>: asks a gateway whose account it is, as a caller does; of IPG,
/// what is to be paid.</summary>
static class InquireVerb
{
    public static Command Verb()
    {
        var dialect = AskingOptions.Dialect(AskedDialect.All);
        var bank = new Argument<string>("BANK")
        {
            Description = "The bank's code, e.g. 014; for ipg-channel a virtual account, for ipg-biller a bill's hash.",
        };
        var account = new Argument<string?>("ACCOUNT")
        {
            Description = "The account's number, e.g. 0123456789; not for IPG.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var (url, credential, key) = (AskingOptions.Url(), AskingOptions.Credential(), AskingOptions.Key());
        var json = new Option<bool>("--json") { Description = "Prints HTTP's status, the answer and advice as JSON." };
        return new Command(
            "inquire", "Asks a gateway that runs whose account it is, or what is owed, and prints the answer.")
            {
                dialect, bank, account, url, credential, key, json,
            }
            .Does(async (given, interrupted) =>
            {
                var asked = AskedDialect.Get(given.GetValue(dialect)!);
                if (asked.IsIpg != given.GetValue(account) is null)
                {
                    throw Given.Misused(asked.IsIpg
                        ? $"{asked.Name} asks about one number: periksa inquire {asked.Name} NUMBER."
                        : $"Whose account? Say its number, too: periksa inquire {asked.Name} BANK ACCOUNT.");
                }

                using var talk = await Conversation.Open(
                    asked,
                    given.GetValue(url),
                    given.GetValue(credential),
                    given.GetValue(key));
                var answer = await talk.Inquire(
                    given.GetValue(bank)!, given.GetValue(account) ?? "", interrupted);
                if (given.GetValue(json))
                    JsonOutput.Write(output => Write(output, answer));
                else
                    Console.WriteLine(answer.Body);

                answer.MustBeWelcome();
            })
            .WithExamples(
                "periksa inquire sento 008 12341234",
                "periksa inquire ipg-channel 8673011234567890",
                "periksa inquire ifortepay 014 9900000001 --json",
                "periksa inquire paydia 014 0123456789 --url https://gateway.example --credential toko.json");
    }

    static void Write(Utf8JsonWriter output, WireAnswer answer)
    {
        output.WriteStartObject();
        output.WriteNumber("status", answer.Status);
        output.WritePropertyName("answer");
        if (StrictJson.IsWellFormed(Encoding.UTF8.GetBytes(answer.Body)))
            output.WriteRawValue(answer.Body);
        else
            output.WriteStringValue(answer.Body);

        output.WriteString("advice", answer.Advice);
        output.WriteEndObject();
    }
}
