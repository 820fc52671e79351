using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Postgres;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa migrate</c>: brings the database's schema up to this build's and grants the hosts' role what
/// they need.</summary>
static class Migrate
{
    public static Command Verb() =>
        new Command("migrate", "Brings the database's schema up to date, beside hosts that work.")
            .Does((_, interrupted) => Run(interrupted))
            .WithExamples("periksa migrate");

    static async Task Run(CancellationToken interrupted)
    {
        var settings = Settings.Builder().Configuration;
        var applied = await Database.Migrate(
            DatabaseSettings.Read(settings, Settings.Mode(settings)),
            NullLoggerFactory.Instance,
            Console.WriteLine,
            interrupted);

        Console.WriteLine(applied.Count == 0
            ? "Nothing was applied: the schema has all that this version needs."
            : $"Applied schema files {string.Join(", ", applied.Select(number => $"{number:D3}"))}.");
    }
}
