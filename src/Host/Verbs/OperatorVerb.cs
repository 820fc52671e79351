using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Accounts;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa operator invite|list|role|end</c>: who may come into the console.</summary>
static class OperatorVerb
{
    static readonly Option<bool> Json = Given.Json();

    public static Command Verb() => new("operator", "Invites people into the console, and ends them.")
    {
        Invite(), List(), Role(), End(),
    };

    static Command Invite()
    {
        var name = new Argument<string>("NAME") { Description = "What they are called, e.g. their e-mail address." };
        var role = new Option<string>("--role")
        {
            Description = $"What they are there for: {OperatorRoles.Known}.",
            HelpName = "ROLE",
            Required = true,
        };
        var url = new Option<string?>("--url")
        {
            Description = "Where they find the console; else where hosts of these settings serve it.",
            HelpName = "BASE",
        };
        var reason = Given.Reason();
        return new Command(
            "invite",
            "Prints a link, once and for a day, by which somebody chooses a password: whoever is new, or has lost "
            + "password or phone.")
            {
                name, role, url, Json, reason,
            }
            .Does(async (given, interrupted) =>
            {
                var address = given.GetValue(url) is { } said ? ConsoleAddress.Read(said) : null;
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var invited = ConsoleAddress.Complete(
                    (await Of(desk).Invite(
                        Desk.Actor, given.GetValue(name)!, given.GetValue(role)!, given.GetValue(reason))).OrRefuse(),
                    desk.Configuration, address);
                if (given.GetValue(Json))
                    JsonOutput.Write(invited, OperatorsJson.Plain.IssuedInvitation);
                else
                    Print(invited);
            })
            .WithExamples(
                "periksa operator invite ayu@example.com --role admin",
                "periksa operator invite budi --role viewer --url https://console.example.com");
    }

    static void Print(IssuedInvitation invited) => Table.WriteFields(
        ("name", invited.Operator.Name),
        ("good until", Table.Moment(invited.ExpiresAt)),
        ("link", $"{invited.Link}   (shown this once; whoever has it chooses the password)"));

    static Command List()
    {
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("list", "Prints who may come into the console, who was invited, and who is ended.")
            {
                limit, after, Json,
            }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var page = await Of(desk).List(given.GetValue(after), given.GetValue(limit), interrupted);
                if (given.GetValue(Json))
                    JsonOutput.Write(page, OperatorsJson.Plain.PageOperatorEntry);
                else
                    Print(page);
            })
            .WithExamples("periksa operator list", "periksa operator list --json");
    }

    static void Print(Page<OperatorEntry> page)
    {
        Table.Write(
            ["name", "role", "state", "signs in by", "last seen", "locked until", "invited until", "ended"],
            page.Data.Select(one => new[]
            {
                one.Name, one.Role, one.State, one.SignsInBy ?? "", Table.Moment(one.LastSeenAt),
                Table.Moment(one.LockedUntil), Table.Moment(one.InvitedUntil), Table.Moment(one.EndedAt),
            }));
        if (page.NextCursor is { } cursor)
            Console.WriteLine($"There are more: --after {cursor}");
    }

    static Command Role()
    {
        var name = new Argument<string>("NAME") { Description = "What they are called." };
        var role = new Argument<string>("ROLE") { Description = $"What they are there for: {OperatorRoles.Known}." };
        var reason = Given.Reason();
        return new Command("role", "Gives somebody another role, at once, also where they are signed in.")
            {
                name, role, Json, reason,
            }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var changed = (await Of(desk).SetRole(
                    Desk.Actor, given.GetValue(name)!, given.GetValue(role)!, given.GetValue(reason))).OrRefuse();
                if (given.GetValue(Json))
                    JsonOutput.Write(changed, OperatorsJson.Plain.OperatorEntry);
                else
                    Console.WriteLine($"{changed.Name} is {changed.Role} from now on.");
            })
            .WithExamples("periksa operator role budi viewer --reason 'on leave'");
    }

    static Command End()
    {
        var name = new Argument<string>("NAME") { Description = "What they are called." };
        var reason = Given.Reason();
        reason.Required = true;
        return new Command("end", "Has somebody come in no more: their sessions end at once, on every host.")
            {
                name, Json, reason,
            }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var ended = (await Of(desk).End(
                    Desk.Actor, given.GetValue(name)!, given.GetValue(reason)!)).OrRefuse();
                if (given.GetValue(Json))
                    JsonOutput.Write(ended, OperatorsJson.Plain.OperatorEntry);
                else
                    Console.WriteLine($"{ended.Name} comes in no more.");
            })
            .WithExamples("periksa operator end budi --reason 'left us'");
    }

    static OperatorAdministration Of(Desk desk) => new(desk.Database.Source);
}
