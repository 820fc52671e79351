using System.CommandLine;
using System.Text.Json;
using Periksa.Operators;
using Periksa.Operators.Audit;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa audit</c>: who changed what, newest first.</summary>
static class AuditVerb
{
    public static Command Verb()
    {
        var subject = new Option<string?>("--subject")
        {
            Description = "Only about this, e.g. partner:toko-maju or credential:sento/tokomaju.",
            HelpName = "KIND:NAME",
        };
        var since = new Option<string?>("--since")
        {
            Description = "Only from then on, in WIB and real time.",
            HelpName = "'YYYY-MM-DD HH:MM'",
        };
        var (limit, after, json) = (Given.Limit(), Given.After(), Given.Json());
        return new Command("audit", "Prints who changed what, newest first.") { subject, since, limit, after, json }
            .Does(async (given, interrupted) =>
            {
                var from = Given.MomentOf(given, since);
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(json));
                var page = await new AuditTrail(desk.Database.Source).List(
                    given.GetValue(subject), from, given.GetValue(after), given.GetValue(limit), interrupted);
                if (given.GetValue(json))
                    JsonOutput.Write(page.OrRefuse(), OperatorsJson.Plain.PageAuditEntry);
                else
                    Print(page.OrRefuse());
            })
            .WithExamples(
                "periksa audit --since 2026-12-24",
                "periksa audit --subject partner:toko-maju --json");
    }

    static void Print(Page<AuditEntry> page)
    {
        Table.Write(
            ["at", "who", "from", "what", "subject", "changed", "reason"],
            page.Data.Select(one => new[]
            {
                Table.Moment(one.At), one.Actor, one.Source, one.Action, one.Subject, Changed(one), one.Reason,
            }));
        if (page.NextCursor is { } cursor)
            Console.WriteLine($"There are more: --after {cursor}");
    }

    // Of an edit, what differs; the rest is in the JSON.
    static string? Changed(AuditEntry one)
    {
        if (one is not { Before: { } before, After: { } after })
            return null;

        return string.Join(", ",
            from property in after.EnumerateObject()
            where property.Name is not "version"
            let was = before.TryGetProperty(property.Name, out var value) ? value : default
            where !JsonElement.DeepEquals(was, property.Value)
            select $"{property.Name} {was.GetRawText()} → {property.Value.GetRawText()}");
    }
}
