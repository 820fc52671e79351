using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Store;
using Periksa.Store.Proof;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa prove</c>: derives the books anew and prints where they differ; ends with 1 if
/// anywhere.</summary>
static class Prove
{
    public static Command Verb() =>
        new Command(
            "prove", "Derives every balance, invoice, disbursement and bill anew; prints what differs, ends with 1 then.")
            .Does((_, interrupted) => Run(interrupted));

    static async Task Run(CancellationToken interrupted)
    {
        var settings = Settings.Builder().Configuration;
        await using var database = await Database.OpenBeside(
            settings.GetConnectionString("Periksa"),
            settings["PERIKSA_DATA"],
            NullLoggerFactory.Instance,
            Console.WriteLine,
            interrupted);

        var differences = await new Proof(database.Source).Run(Console.WriteLine, interrupted);
        Console.WriteLine($"{differences} differences");
        if (differences > 0)
            throw new SettingsException("The books differ from what they are made of; the lines above say where.");
    }
}
