using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Postgres;
using Periksa.Postgres.Hosts;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa restored</c>: says that the database was put back to an earlier moment, so that for a while no
/// payout is sent unasked.</summary>
static class Restored
{
    public static Command Verb() =>
        new Command(
            "restored",
            "Says that the database was put back: every payout is asked about before it is sent, for a while.")
            .Does((_, interrupted) => Run(interrupted))
            .WithExamples("periksa restored");

    static async Task Run(CancellationToken interrupted)
    {
        var settings = Settings.Builder().Configuration;
        var hours = Settings.AskFirstFor(settings).TotalHours;
        await using var database = await Database.OpenBeside(
            settings.GetConnectionString("Periksa"),
            settings["PERIKSA_DATA"],
            NullLoggerFactory.Instance,
            Console.WriteLine,
            interrupted);

        await DatabaseLine.Begin(database);
        Console.WriteLine($"For {hours:0.##} hours the bank is asked about every payout before it is sent.");
    }
}
