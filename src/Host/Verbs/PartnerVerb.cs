using System.CommandLine;
using System.Globalization;
using Periksa.Operators;
using Periksa.Operators.Partners;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa partner add|list|show|set|disable|enable|…</c>: who may ask, and how much; what its
/// requests have wrong.</summary>
static class PartnerVerb
{
    static readonly Argument<string> Id = new("ID") { Description = "The partner's id, e.g. toko-maju." };
    static readonly Option<bool> Json = Given.Json();
    static readonly Option<string?> Reason = Given.Reason();

    public static Command Verb() => new("partner", "Adds partners, shows them, and says what they may do.")
    {
        Add(), List(), Show(), Set(), Switch("disable", isOn: false), Switch("enable", isOn: true),
        ForgiveVerbs.OfPartner(Id), DepartureVerbs.Laxities(), DepartureVerbs.Signatures(),
    };

    static Command Add()
    {
        var name = new Option<string>("--name")
        {
            Description = "Its name for people.",
            HelpName = "NAME",
            Required = true,
        };
        return new Command("add", "Adds a partner, who may ask within the usual limits.") { Id, name, Json, Reason }
            .Does((given, interrupted) => Change(given, (partners, id) => partners.Add(
                Desk.Actor, id, given.GetValue(name)!, given.GetValue(Reason)), interrupted))
            .WithExamples("periksa partner add toko-maju --name 'Toko Maju'");
    }

    static Command List()
    {
        var search = new Option<string>("--search")
        {
            Description = "Only those whose id or name begins so.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("list", "Prints partners in the order of their ids.") { search, limit, after, Json }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var page = await new PartnerAdministration(desk.Database.Source).List(
                    given.GetValue(search)!, given.GetValue(after), given.GetValue(limit), interrupted);
                if (given.GetValue(Json))
                    JsonOutput.Write(page, OperatorsJson.Plain.PagePartnerEntry);
                else
                    Print(page);
            })
            .WithExamples("periksa partner list", "periksa partner list --search toko --json");
    }

    static void Print(Page<PartnerEntry> page)
    {
        Table.Write(
            ["id", "active", "rate/s", "burst", "misses", "name"],
            page.Data.Select(one => new[]
            {
                one.Id, one.Active ? "yes" : "no", Number(one.RatePerSecond), Number(one.RateBurst),
                Number(one.MissBudget), one.Name,
            }));
        if (page.NextCursor is { } cursor)
            Console.WriteLine($"There are more: --after {cursor}");
    }

    static Command Show() => new Command("show", "Prints a partner.") { Id, Json }
        .Does(async (given, interrupted) =>
        {
            await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
            var id = given.GetValue(Id)!;
            var partner = await new PartnerAdministration(desk.Database.Source).Find(id, interrupted)
                ?? throw new SettingsException(
                    $"There is no partner {id}: 'periksa partner list' shows those there are.");
            Print(partner, given.GetValue(Json));
        })
        .WithExamples("periksa partner show toko-maju", "periksa partner show toko-maju --json");

    static Command Set()
    {
        var name = new Option<string?>("--name") { Description = "Its name for people.", HelpName = "NAME" };
        var rate = new Option<string?>("--rate")
        {
            Description = "Requests a second in the long run, and at once.",
            HelpName = "N/BURST|none",
        };
        var misses = Given.Limited("--miss-budget", "'Not found' answers in store; one comes back each minute.");
        var profile = new Option<string?>("--snap-profile")
        {
            Description = "strict: SNAP contracts to the letter; compat: what SDKs send, too.",
            HelpName = "WORD",
        };
        var fresh = new Option<bool?>("--fresh-answers") { Description = "true: never answered from memory." };
        return new Command("set", "Changes a partner's name and limits; what is not named stays.")
            {
                Id, name, rate, misses, profile, fresh, Json, Reason,
            }
            .Does((given, interrupted) => Change(given, (partners, id) => partners.Edit(
                Desk.Actor,
                id,
                one => Rated(one, given.GetValue(rate)) with
                {
                    Name = given.GetValue(name) ?? one.Name,
                    MissBudget = given.GetValue(misses) is { } budget ? Given.ReadLimit(budget) : one.MissBudget,
                    SnapProfile = given.GetValue(profile) ?? one.SnapProfile,
                    FreshAnswers = given.GetValue(fresh) ?? one.FreshAnswers,
                },
                reason: given.GetValue(Reason)), interrupted))
            .WithExamples(
                "periksa partner set toko-maju --rate 100/200 --miss-budget 500",
                "periksa partner set toko-maju --rate none --reason 'their contract of May'");
    }

    static PartnerEntry Rated(PartnerEntry partner, string? rate) => rate switch
    {
        null => partner,
        "none" => partner with { RatePerSecond = null, RateBurst = null },
        _ when rate.Split('/') is [var perSecond, var burst] => partner with
        {
            RatePerSecond = Given.ReadLimit(perSecond), RateBurst = Given.ReadLimit(burst),
        },
        _ => throw Given.Misused($"'{rate}' is no rate: write requests a second and at once, like 50/100, or none."),
    };

    static Command Switch(string word, bool isOn) => new Command(
        word, isOn ? "Lets a partner ask again." : "Has everything that a partner asks refused, within a second.")
        {
            Id, Json, Reason,
        }
        .Does((given, interrupted) => Change(given, (partners, id) => isOn
            ? partners.Enable(Desk.Actor, id, reason: given.GetValue(Reason))
            : partners.Disable(Desk.Actor, id, reason: given.GetValue(Reason)), interrupted))
        .WithExamples(
            isOn ? "periksa partner enable toko-maju" : "periksa partner disable toko-maju --reason 'owes since May'");

    static async Task Change(
        ParseResult given,
        Func<PartnerAdministration, string, Task<Outcome<PartnerEntry>>> change,
        CancellationToken interrupted)
    {
        await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
        var changed = await change(new(desk.Database.Source), given.GetValue(Id)!);
        Print(changed.OrRefuse(), given.GetValue(Json));
    }

    static void Print(PartnerEntry partner, bool isJson)
    {
        if (isJson)
        {
            JsonOutput.Write(partner, OperatorsJson.Plain.PartnerEntry);
            return;
        }

        Table.WriteFields(
            ("id", partner.Id),
            ("name", partner.Name),
            ("active", partner.Active ? "yes" : "no: everything it asks is refused"),
            ("rate", partner.RatePerSecond is { } rate ? $"{rate} a second, {partner.RateBurst} at once" : "no limit"),
            ("miss budget", partner.MissBudget is { } budget ? Number(budget) : "no limit"),
            ("SNAP profile", partner.SnapProfile),
            ("fresh answers", partner.FreshAnswers ? "yes: never from memory" : "no"),
            ("version", partner.Version.ToString(CultureInfo.InvariantCulture)));
    }

    static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
