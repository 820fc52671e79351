using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.SigningKeys;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa tokenkey list|end</c>: what signs callers' access tokens.</summary>
static class TokenKeyVerb
{
    public static Command Verb() => new("tokenkey", "Shows the keys that sign access tokens, and ends one.")
    {
        List(), End(),
    };

    static Command List() => new Command("list", "Prints signing keys without the keys, the youngest first.")
        .Asks(
            OperatorsJson.Plain.PageTokenKeyEntry,
            async (desk, _, interrupted) => await (await Of(desk)).List(interrupted),
            page => Table.Write(
                page, "None was made yet: the hosts make one.", ["id", "made at", "master key"],
                one => [one.Id, Table.Moment(one.MadeAt), one.MasterKey]))
        .WithExamples("periksa tokenkey list");

    static Command End()
    {
        var id = new Argument<string>("ID") { Description = "The key's id, as list shows it." };
        var reason = Given.Reason();
        reason.Required = true;
        return new Command("end", "Makes all tokens that a key has signed worthless, on all hosts within a second.")
            {
                id, reason,
            }
            .Asks(
                OperatorsJson.Plain.TokenKeyEntry,
                async (desk, given, _) => await (await Of(desk)).End(
                    Desk.Actor, given.GetValue(id)!, given.GetValue(reason)!).OrRefuse(),
                ended => Console.WriteLine($"What {ended.Id} has signed opens nothing: callers ask for new tokens."))
            .WithExamples("periksa tokenkey end 9f86d081884c7d65 --reason 'was in a backup that got out'");
    }

    static async Task<TokenKeyAdministration> Of(Desk desk) =>
        new(desk.Database.Source, desk.Seals, await desk.Clock());
}
