using System.CommandLine;
using System.Globalization;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;
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

    static readonly Option<string?> Reopening = Given.Reason();

    public static Command Verb() => new("route", "Takes routes to providers out, and back.")
    {
        new Command("list", "Prints what is taken out.").Does((_, interrupted) => Print(interrupted))
            .WithExamples("periksa route list"),
        new Command("cordon", "Has a route not be asked: at once, or in a window that comes again every week.")
            {
                Route, Bank, Until, Hours, Days, Reason,
            }
            .Does((given, interrupted) => Cordon(
                new(given.GetValue(Route)!), Read(given), given.GetValue(Reason)!, interrupted))
            .WithExamples(
                "periksa route cordon iluma --reason 'their maintenance' --until '2026-12-24 18:00'",
                "periksa route cordon iluma --bank 014 --hours 23:00-01:00 --reason 'BCA sleeps'"),
        new Command("uncordon", "Takes back what closes a route: all of it, or what is about one bank.")
            {
                Route, Bank, Reopening,
            }
            .Does((given, interrupted) => Uncordon(
                new(given.GetValue(Route)!), given.GetValue(Bank), given.GetValue(Reopening), interrupted))
            .WithExamples("periksa route uncordon iluma"),
    };

    static async Task Print(CancellationToken interrupted)
    {
        await using var database = await Savings.Beside(interrupted);
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

    static async Task Cordon(RouteName route, RouteClosure closure, string reason, CancellationToken interrupted)
    {
        // Where the settings are at hand, a name that is misspelt closes nothing unnoticed.
        var known = Settings.Builder().Configuration.GetSection("Periksa:Connectors").GetChildren().ToList();
        if (known.Count > 0 && known.TrueForAll(one => one.Key != route.Value))
        {
            throw new SettingsException(
                $"No connector is called {route}: there are {string.Join(", ", known.Select(one => one.Key))}.");
        }

        await using var desk = await Desk.Open(interrupted);
        (await new RouteAdministration(desk.Database.Source).Cordon(Desk.Actor, route.Value, closure, reason))
            .OrRefuse();
        Console.WriteLine($"{route} is taken out{(closure.Bank is { } bank ? $" for bank {bank}" : "")}.");
    }

    static async Task Uncordon(RouteName route, string? bank, string? reason, CancellationToken interrupted)
    {
        await using var desk = await Desk.Open(interrupted);
        (await new RouteAdministration(desk.Database.Source).Uncordon(Desk.Actor, route.Value, bank, reason))
            .OrRefuse();
        Console.WriteLine($"{route} is asked again.");
    }

    static RouteClosure Read(ParseResult given)
    {
        var bank = given.GetValue(Bank);
        if (bank is not null && BankList.Published.Find(bank) is null)
            throw new SettingsException($"'{bank}' is no code of the bank list.");

        var (hours, days) = (given.GetValue(Hours), given.GetValue(Days));
        if (days is not null && hours is null)
            throw new SettingsException("--days needs --hours: 00:00-00:00 is the whole day.");

        return new()
        {
            Bank = bank,
            Until = given.GetValue(Until) is { } until ? ReadMoment(until) : DateTimeOffset.MaxValue,
            Hours = hours is null ? null : ReadHours(hours),
            Days = days?.Split(',').Select(ReadDay).ToHashSet(),
        };
    }

    static DateTimeOffset ReadMoment(string text) =>
        DateTime.TryParseExact(
            text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? new(moment, RouteClosure.Wib)
            : throw new SettingsException($"'{text}' is no moment: write it like '2026-12-24 18:00', in WIB.");

    static (TimeOnly From, TimeOnly Until) ReadHours(string text)
    {
        if (text.Split('-') is [var from, var until]
            && TimeOnly.TryParseExact(from, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && TimeOnly.TryParseExact(until, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last))
        {
            return (first, last);
        }

        throw new SettingsException($"'{text}' are no hours: write them like 23:00-01:00, in WIB.");
    }

    static DayOfWeek ReadDay(string text) =>
        Enum.GetValues<DayOfWeek>().Where(day => day.ToString()[..3] == text).Select(day => (DayOfWeek?)day)
            .FirstOrDefault()
        ?? throw new SettingsException($"'{text}' is no day of the week: they are Mon, Tue, Wed, Thu, Fri, Sat, Sun.");
}
