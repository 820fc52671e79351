using System.CommandLine;
using System.Globalization;
using Periksa.Callbacks;
using Periksa.Operators;
using Periksa.Operators.Credentials;
using Periksa.Operators.Messages;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa callback set|test|list|queues|show|redeliver</c>: where credentials are called back, and with
/// what.</summary>
static class CallbackVerb
{
    static readonly Option<bool> Json = Given.Json();
    static readonly Option<string?> Reason = Given.Reason();

    public static Command Verb() => new("callback", "Says where credentials are called back, and posts again.")
    {
        Set(), CallbackTestVerb.Verb(), List(), CallbackQueueVerb.Verb(), Show(), Redeliver(),
    };

    static Command Set()
    {
        var dialect = new Argument<string>("DIALECT") { Description = "The credential's dialect, e.g. ifortepay." };
        var name = new Argument<string>("NAME") { Description = "The credential's name, e.g. MCPD00000012." };
        var url = new Argument<string>("URL")
        {
            Description = "Where it is called back, an http or https URL; 'none' for nowhere.",
        };
        return new Command("set", "Has a credential called back there from now on, by all hosts within a second.")
            {
                dialect, name, url, Json, Reason,
            }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var to = given.GetValue(url)!;
                var set = (await new CredentialAdministration(desk.Database.Source, Dialects.Credentials, desk.Seals)
                    .SetCallback(
                        Desk.Actor, given.GetValue(dialect)!, given.GetValue(name)!, to == "none" ? null : to,
                        given.GetValue(Reason)))
                    .OrRefuse();
                if (given.GetValue(Json))
                    JsonOutput.Write(set, OperatorsJson.Plain.CredentialEntry);
                else if (set.CallbackUrl is null)
                    Console.WriteLine($"{set.Dialect} {set.Name} is not called back.");
                else
                    Console.WriteLine($"{set.Dialect} {set.Name} is called back at {set.CallbackUrl}.");
            })
            .WithExamples("periksa callback set ifortepay MCPD00000012 https://partner.example/callback");
    }

    static Command List()
    {
        var state = new Option<string?>("--state")
        {
            Description = "Only those that are waiting, delivered or parked.",
            HelpName = "STATE",
        };
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("list", "Prints the newest callbacks, newest first, without what they say.")
            {
                state, limit, after,
            }
            .Asks(
                OperatorsJson.Plain.PageCallbackEntry,
                (desk, given, interrupted) => Of(desk).List(
                    given.GetValue(state), given.GetValue(after), given.GetValue(limit), interrupted).OrRefuse(),
                page => Table.Write(page, "There is none of these.", Heads, Row))
            .WithExamples("periksa callback list --state parked");
    }

    static Command Show()
    {
        var subject = new Argument<Guid>("SUBJECT")
        {
            Description = "The id of the inquiry, disbursement or payment that they tell of.",
        };
        return new Command("show", "Prints the callbacks about one thing, with what they say and every attempt.")
            {
                subject, Json,
            }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var found = await Of(desk).Find(given.GetValue(subject), interrupted);
                if (given.GetValue(Json))
                    JsonOutput.Write(new(found, null), OperatorsJson.Plain.PageCallbackEntry);
                else if (found.Count == 0)
                    Console.WriteLine("Nobody was to be called back about that.");
                else
                    PrintWhole(found);
            })
            .WithExamples("periksa callback show 019ad6d5-5c1e-7a3b-9d4e-2f60718293a4");
    }

    static Command Redeliver()
    {
        var id = new Argument<string>("ID|DIALECT") { Description = "A callback's id; or a dialect, with a name." };
        var name = new Argument<string?>("NAME")
        {
            Description = "A credential's name: all of its parked callbacks are posted again.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return new Command("redeliver", "Posts a callback again, or all of a credential's that were given up.")
            {
                id, name, Json, Reason,
            }
            .Does(async (given, interrupted) =>
            {
                var (which, credential) = (given.GetValue(id)!, given.GetValue(name));
                long number = 0;
                if (credential is null
                    && !long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out number))
                {
                    throw Given.Misused($"'{which}' is no callback's id: write its number, or a dialect and a name.");
                }

                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var again = (credential is null
                    ? await Of(desk).Redeliver(Desk.Actor, number, given.GetValue(Reason))
                    : await Of(desk).RedeliverParked(Desk.Actor, which, credential, given.GetValue(Reason))).OrRefuse();
                if (given.GetValue(Json))
                    JsonOutput.Write(again, OperatorsJson.Plain.RedeliveredEntry);
                else
                    Console.WriteLine($"Posted again: {again.Count}.");
            })
            .WithExamples(
                "periksa callback redeliver 4711",
                "periksa callback redeliver ifortepay MCPD00000012 --reason 'their server is mended'");
    }

    // The hosts that run look for what is due by themselves.
    internal static MessageAdministration Of(Desk desk) =>
        new(desk.Database.Source, new(desk.Database.Source, new Silence(), TimeProvider.System));

    sealed class Silence : IOutboxSignal
    {
        public void Ring()
        {
        }
    }

    static readonly string[] Heads =
        ["id", "state", "dialect", "credential", "about", "made at", "due at", "attempts"];

    static string?[] Row(CallbackEntry one) =>
    [
        FormattableString.Invariant($"{one.Id}"), one.State, one.Dialect, one.Credential, $"{one.Subject}",
        Table.Moment(one.CreatedAt), Table.Moment(one.DueAt), FormattableString.Invariant($"{one.Attempts.Count}"),
    ];

    static void PrintWhole(IReadOnlyList<CallbackEntry> all)
    {
        Table.Write(Heads, all.Select(Row));
        foreach (var one in all)
        {
            Console.WriteLine($"\n{one.Id}:");
            Table.WriteFields(("says", one.Body));
            Table.Write(
                ["attempt", "at", "url", "answer"],
                one.Attempts.Select(attempt => new[]
                {
                    FormattableString.Invariant($"{attempt.Number}"), Table.Moment(attempt.At), attempt.Url,
                    attempt.Status is { } status ? FormattableString.Invariant($"{status}") : attempt.Error,
                }));
        }
    }
}
