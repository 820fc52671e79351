using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Keys;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa apikey issue|list|revoke</c>: who may use the operators' API.</summary>
static class ApiKeyVerb
{
    static readonly Option<bool> Json = Given.Json();
    static readonly Option<string?> Reason = Given.Reason();

    public static Command Verb() => new("apikey", "Issues keys to the operators' API, and revokes them.")
    {
        Issue(), List(), Revoke(),
    };

    static Command Issue()
    {
        var name = new Argument<string>("NAME") { Description = "Whose key it is." };
        var scopes = new Option<string>("--scope")
        {
            Description = $"What it may do, with commas between: {ScopeWords.Known}.",
            HelpName = "read,operate",
            Required = true,
        };
        var expires = new Option<string>("--expires")
        {
            Description = "For how long it is good, at most 366d.",
            HelpName = "90d",
            DefaultValueFactory = _ => $"{ApiKeyAdministration.LifetimeUsually.TotalDays:0}d",
        };
        return new Command("issue", "Makes a key, and shows it this once.") { name, scopes, expires, Json, Reason }
            .Does(async (given, interrupted) =>
            {
                var lifetime = Given.ReadSpan(given.GetValue(expires)!);
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var issued = (await Of(desk).Issue(
                    Desk.Actor, given.GetValue(name)!, given.GetValue(scopes)!.Split(','), lifetime,
                    given.GetValue(Reason))).OrRefuse();
                if (given.GetValue(Json))
                    JsonOutput.Write(issued, OperatorsJson.Plain.IssuedApiKey);
                else
                    Print(issued);
            })
            .WithExamples(
                "periksa apikey issue dashboard --scope read",
                "periksa apikey issue onboarding --scope read,operate --expires 30d");
    }

    static void Print(IssuedApiKey issued) => Table.WriteFields(
        ("id", issued.Key.Id),
        ("name", issued.Key.Name),
        ("scopes", string.Join(", ", issued.Key.Scopes)),
        ("expires", Table.Moment(issued.Key.ExpiresAt)),
        ("key", $"{issued.Secret}   (shown this once; sent as Authorization: Bearer)"));

    static Command List()
    {
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("list", "Prints keys: whose, for what, until when.") { limit, after, Json }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var page = await Of(desk).List(given.GetValue(after), given.GetValue(limit), interrupted);
                if (given.GetValue(Json))
                    JsonOutput.Write(page, OperatorsJson.Plain.PageApiKeyEntry);
                else
                    Print(page);
            })
            .WithExamples("periksa apikey list");
    }

    static void Print(Page<ApiKeyEntry> page)
    {
        Table.Write(
            ["id", "name", "scopes", "expires", "revoked", "last used"],
            page.Data.Select(one => new[]
            {
                one.Id, one.Name, string.Join(",", one.Scopes), Table.Moment(one.ExpiresAt),
                Table.Moment(one.RevokedAt), Table.Moment(one.LastUsedAt),
            }));
        if (page.NextCursor is { } cursor)
            Console.WriteLine($"There are more: --after {cursor}");
    }

    static Command Revoke()
    {
        var which = new Argument<string>("NAME|ID") { Description = "The key's name or id." };
        return new Command("revoke", "Has a key open nothing from now on, on any host.") { which, Json, Reason }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var revoked = (await Of(desk).Revoke(
                    Desk.Actor, given.GetValue(which)!, given.GetValue(Reason))).OrRefuse();
                if (given.GetValue(Json))
                    JsonOutput.Write(revoked, OperatorsJson.Plain.ApiKeyEntry);
                else
                    Console.WriteLine($"The key {revoked.Name} ({revoked.Id}) opens nothing any more.");
            })
            .WithExamples("periksa apikey revoke dashboard --reason 'was in a chat'");
    }

    static ApiKeyAdministration Of(Desk desk) => new(desk.Database.Source);
}
