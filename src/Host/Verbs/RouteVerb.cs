using System.CommandLine;
using System.Globalization;
using Periksa.Inquiries.Routing;
using Periksa.Operators;
using Periksa.Operators.Routes;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa route list|cordon|uncordon</c>: takes routes out, and back, on all hosts within a
/// second.</summary>
static class RouteVerb
{
    static readonly Argument<string> Route = new("ROUTE") { Description = "A connector's name." };

    static readonly Option<string?> Bank = new("--bank")
    {
        Description = "Only for this bank, by its code on the bank list.",
        HelpName = "CODE",
    };

    static readonly Option<string?> Until = new("--until")
    {
        Description = "Until then, WIB; else until it is taken back.",
        HelpName = "'YYYY-MM-DD HH:MM'",
    };

    static readonly Option<string?> Hours = new("--hours")
    {
        Description = "Only in these hours of each day, WIB; past midnight where the second is the earlier.",
        HelpName = "HH:MM-HH:MM",
    };

    static readonly Option<string?> Days = new("--days")
    {
        Description = "Only on these days of the week; with --hours.",
        HelpName = "Mon,Tue",
    };

    static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why, for the others.",
        HelpName = "TEXT",
        Required = true,
    };

    static readonly Option<string?> WhyBack = Given.Reason();
    static readonly Option<bool> Json = Given.Json();

    public static Command Verb() => new("route", "Takes routes to providers out, and back.")
    {
        new Command("list", "Prints what is taken out.") { Json }
            .Does((given, interrupted) => Print(given.GetValue(Json), interrupted))
            .WithExamples("periksa route list", "periksa route list --json"),
        new Command("cordon", "Has a route not be asked: at once, or in a window that comes again every week.")
            {
                Route, Bank, Until, Hours, Days, Reason,
            }
            .Does((given, interrupted) => Cordon(
                given.GetValue(Route)!, Read(given), given.GetValue(Reason)!, interrupted))
            .WithExamples(
                "periksa route cordon iluma --reason 'their maintenance' --until '2026-12-24 18:00'",
                "periksa route cordon iluma --bank 014 --hours 23:00-01:00 --reason 'BCA sleeps'"),
        new Command("uncordon", "Takes back what closes a route: all of it, or what is about one bank.")
            {
                Route, Bank, WhyBack,
            }
            .Does((given, interrupted) => Uncordon(
                given.GetValue(Route)!, given.GetValue(Bank), given.GetValue(WhyBack), interrupted))
            .WithExamples("periksa route uncordon iluma"),
    };

    static async Task Print(bool isJson, CancellationToken interrupted)
    {
        await using var database = await Savings.Beside(interrupted, isQuiet: isJson);
        if (isJson)
        {
            JsonOutput.Write(
                await new RouteAdministration(database.Source).List(interrupted), OperatorsJson.Plain.PageCordonEntry);
            return;
        }

        var all = await new ClosureBook(database.Source).List(interrupted);
        if (all.Count == 0)
            Console.WriteLine("No route is taken out.");

        foreach (var one in all)
        {
            Console.WriteLine(
                $"{one.Route}  {(one.Bank is null ? "all banks" : $"bank {one.Bank}")}  {one.When}  "
                + $"({one.Reason}; {one.MadeBy})");
        }
    }

    static async Task Cordon(string route, CordonOrder order, string reason, CancellationToken interrupted)
    {
        // Where the settings are at hand, a name that is misspelt closes nothing unnoticed.
        var known = Settings.Builder().Configuration.GetSection("Periksa:Connectors").GetChildren().ToList();
        if (known.Count > 0 && known.TrueForAll(one => one.Key != route))
        {
            throw new SettingsException(
                $"No connector is called {route}: there are {string.Join(", ", known.Select(one => one.Key))}.");
        }

        await using var desk = await Desk.Open(interrupted);
        var closed = (await new RouteAdministration(desk.Database.Source).Cordon(Desk.Actor, route, order, reason))
            .OrRefuse();
        var about = closed.Bank is { } bank ? $" for bank {bank}" : "";
        Console.WriteLine($"{route} is taken out{about}: {closed.When}.");
    }

    static async Task Uncordon(string route, string? bank, string? reason, CancellationToken interrupted)
    {
        await using var desk = await Desk.Open(interrupted);
        (await new RouteAdministration(desk.Database.Source).Uncordon(Desk.Actor, route, bank, reason)).OrRefuse();
        Console.WriteLine($"{route} is asked again.");
    }

    static CordonOrder Read(ParseResult given) => new()
    {
        Bank = given.GetValue(Bank),
        Until = given.GetValue(Until) is { } until ? ReadMoment(until) : null,
        Hours = given.GetValue(Hours),
        Days = given.GetValue(Days)?.Split(','),
    };

    static DateTimeOffset ReadMoment(string text) =>
        DateTime.TryParseExact(
            text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? new(moment, RouteClosure.Wib)
            : throw new SettingsException($"'{text}' is no moment: write it like '2026-12-24 18:00', in WIB.");
}
