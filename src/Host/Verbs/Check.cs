using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Partners;
using Periksa.Partners.Misses;
using Periksa.Postgres;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa check</c>: prints the settings that a host would go by, reads what it would remember, and prints
/// which credentials it would refuse; ends with 1 if any, or if no host could start on this.</summary>
static class Check
{
    public static Command Verb() =>
        new Command(
            "check",
            "Prints the settings and who is refused, as a host would see it; ends with 1 if anybody is.")
            .Does((_, interrupted) => Run(interrupted))
            .WithExamples("periksa check");

    static async Task Run(CancellationToken interrupted)
    {
        var settings = Settings.Builder().Configuration;
        var mode = Settings.Mode(settings);
        foreach (var line in EffectiveSettings.Lines(settings, mode))
            Console.WriteLine(line);

        KnownSettings.RefuseUnknown(settings);
        OperatorListener.RefuseBad(settings, mode);
        var seals = Settings.MasterKeys(settings, mode);
        var access = DatabaseSettings.Read(settings, mode);
        if (access.IsPrivate && !Database.IsPrivateMade(access.Folder))
            throw new SettingsException("No private database was made yet: there is nothing to check.");

        await using var database = await Database.OpenBeside(
            access.Hosts, access.Folder, NullLoggerFactory.Instance, Console.WriteLine, interrupted);
        await database.MustBeWhole(interrupted);

        using var memory = new ReferenceCache(
            database.Watch, new MissBudgets(), seals, TimeProvider.System, NullLogger<ReferenceCache>.Instance,
            served: Composition.KnownDialects);
        await memory.Refresh(interrupted);
        foreach (var refused in memory.Unreadable)
            Console.WriteLine($"{refused.Dialect} {refused.Name}: {refused.Reason}");

        await Composition.RefuseUnfit(database, memory, mode);

        var (read, lost) = (memory.Credentials.Count(), memory.Unreadable.Count);
        if (lost > 0)
        {
            throw new SettingsException(
                $"Refused credentials: {lost} of {read + lost}; the lines above say why. The others are served.");
        }

        Console.WriteLine($"{read} credentials, none of them refused");
    }
}
