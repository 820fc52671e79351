using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Inquiries.Remembering;
using Periksa.Postgres;
using Periksa.Retention;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa forget --before DATE</c>: forgets days of inquiries and what belongs to them.
/// <c>periksa forget --bank CODE --account NUMBER</c>: forgets what a provider has answered about one
/// account.</summary>
static class Forget
{
    public static Command Verb()
    {
        var before = Given.Day("--before", "Forgets what was strictly before this day, WIB.");
        var references = Given.Day(
            "--references-before", "The same for references; 400 days before today if not given.");
        var parked = new Option<bool>("--parked") { Description = "Callbacks that were given up, too." };
        var dry = new Option<bool>("--dry-run") { Description = "Only counts and prints." };
        var bank = new Option<string>("--bank") { Description = "With --account: its bank's code.", HelpName = "CODE" };
        var account = new Option<string>("--account")
        {
            Description = "Instead of days: forgets what a provider has answered about this account.",
            HelpName = "NUMBER",
        };

        var verb = new Command(
            "forget",
            "Forgets old days: inquiries, keys, references, callbacks that arrived, refused signatures. Or an account.")
            { before, references, parked, dry, bank, account };
        verb.Validators.Add(given =>
        {
            var (isOfDays, isOfAccount) = (Has(given, before, references, parked, dry), Has(given, bank, account));
            if (isOfAccount && (isOfDays || !Has(given, bank) || !Has(given, account)))
                given.AddError("--bank and --account go together, and with nothing else.");
            else if (!isOfAccount && !Has(given, before))
                given.AddError("Option '--before' is required, or '--bank' and '--account'.");
        });
        verb.WithExamples(
            "periksa forget --before 2026-08-01", "periksa forget --bank 014 --account 1234567890");
        return verb.Does((given, interrupted) => given.GetValue(account) is { } number
            ? ForgetAccount(given.GetValue(bank)!, number, interrupted)
            : Run(
                new(given.GetValue(before), given.GetValue(references), given.GetValue(parked), given.GetValue(dry)),
                interrupted));
    }

    static bool Has(CommandResult given, params Option[] options) =>
        Array.Exists(options, option => given.GetResult(option) is { Implicit: false });

    static async Task ForgetAccount(string bank, string number, CancellationToken interrupted)
    {
        if (BankList.Published.Find(bank) is null)
            throw new SettingsException($"'{bank}' is no code of the bank list.");

        if (!BankAccount.TryRead(bank, number, out var account))
            throw new SettingsException($"'{number}' is no account number: it is written in digits.");

        var settings = Settings.Builder().Configuration;
        await using var own = DayRetention.Connect(null, settings.GetConnectionString("Periksa"));
        await using var server = own is null ? await OpenPrivate(settings, interrupted) : null;
        try
        {
            var forgotten = await Forgetting.Forget(own ?? server!.Source, [account]);
            Console.WriteLine(forgotten > 0 ? "1 account forgotten" : "nothing was remembered of it");
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            throw new SettingsException("This database's schema is another version's: start a host on it once.");
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            throw new SettingsException($"The database does not answer, and nothing was forgotten: {e.Message}");
        }
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
}
