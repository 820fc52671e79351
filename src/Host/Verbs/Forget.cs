using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Postgres;
using Periksa.Retention;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa forget --before DATE</c>: forgets days of inquiries and what belongs to them.</summary>
static class Forget
{
    const string DateFormat = "yyyy-MM-dd";

    public static Command Verb()
    {
        var before = Date("--before", "Forgets what was strictly before this day, WIB.");
        before.Required = true;
        var references = Date("--references-before", "The same for references; 400 days before today if not given.");
        var parked = new Option<bool>("--parked") { Description = "Callbacks that were given up, too." };
        var dry = new Option<bool>("--dry-run") { Description = "Only counts and prints." };

        return new Command(
            "forget", "Forgets old days: inquiries, keys, references, callbacks that arrived, refused signatures.")
            { before, references, parked, dry }
            .Does((given, interrupted) => Run(
                new(given.GetValue(before), given.GetValue(references), given.GetValue(parked), given.GetValue(dry)),
                interrupted));
    }

    static async Task Run(RetentionOrder order, CancellationToken interrupted)
    {
        var settings = Settings.Builder().Configuration;
        await using var own = DayRetention.Connect(
            settings.GetConnectionString("PeriksaOwner"), settings.GetConnectionString("Periksa"));
        await using var server = own is null ? await OpenPrivate(settings, interrupted) : null;

        var outcome = await new DayRetention(own ?? server!.Source).Forget(_ => order, Console.WriteLine, interrupted)
            ?? throw new SettingsException("Another run is forgetting at this moment: wait until it is over.");

        var gone = order.IsDryRun ? "would be forgotten" : "forgotten";
        Console.WriteLine($"{outcome.Forgotten} {gone}, {outcome.Skipped} kept");
        if (outcome is { Forgotten: 0, Skipped: > 0 })
            throw new SettingsException("Nothing could be forgotten; the lines above say why.");
    }

    static Task<Database> OpenPrivate(ConfigurationManager settings, CancellationToken interrupted) =>
        Database.OpenBeside(
            null,
            settings["PERIKSA_DATA"],
            NullLoggerFactory.Instance,
            Console.WriteLine,
            interrupted,
            asOwner: true);

    static Option<DateOnly?> Date(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = Parse,
    };

    static DateOnly? Parse(ArgumentResult given)
    {
        var text = given.Tokens.Count > 0 ? given.Tokens[0].Value : "";
        if (DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;

        given.AddError($"'{text}' is no day: write it like 2026-03-31.");
        return null;
    }
}
