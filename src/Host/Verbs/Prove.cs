using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Postgres;
using Periksa.Proof;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa prove</c>: derives the ledger anew and prints where they differ; ends with 1 if
/// anywhere.</summary>
static class Prove
{
    /// <summary>Of SHA-256 in hexadecimal.</summary>
    const int HeadLength = 64;

    public static Command Verb()
    {
        var heads = new Option<string[]>("--head")
        {
            Description = "The head that a sealed day was logged with, to compare with; once for each.",
            HelpName = "DATE=HEX",
        };

        var json = Given.Json();
        return new Command(
            "prove",
            "Derives every balance, invoice, disbursement and bill anew; prints what differs, ends with 1 then.")
            {
                heads, json,
            }
            .Does((given, interrupted) =>
                Run(Read(given.GetValue(heads) ?? []), given.GetValue(json), interrupted))
            .WithExamples(
                "periksa prove",
                "periksa prove --json",
                $"periksa prove --head 2026-11-27={new string('7', HeadLength)}");
    }

    static async Task Run(
        IReadOnlyDictionary<DateOnly, string> heads, bool isJson, CancellationToken interrupted)
    {
        var told = new List<string>();
        Action<string> tell = isJson ? told.Add : Console.WriteLine;
        var settings = Settings.Builder().Configuration;
        await using var database = await Database.OpenBeside(
            settings.GetConnectionString("Periksa"),
            settings["PERIKSA_DATA"],
            NullLoggerFactory.Instance,
            isJson ? _ => { } : Console.WriteLine,
            interrupted,
            isOnlyRead: true);

        var differences = await new ProofRun(database.Source).Run(tell, heads, interrupted);
        if (await new ProofResults(database.Source).Keep(differences, CommandLine.Version) is { } why)
            tell($"The result is not written down, and metrics show the one before: {why}.");

        if (isJson)
            JsonOutput.Write(json => Write(json, differences, told));
        else
            Console.WriteLine($"{differences} differences");

        if (differences > 0)
            throw new SettingsException("The books differ from what they are made of; the lines above say where.");
    }

    static void Write(Utf8JsonWriter json, long differences, List<string> told)
    {
        json.WriteStartObject();
        json.WriteNumber("differences", differences);
        json.WriteStartArray("lines");
        foreach (var line in told)
            json.WriteStringValue(line);

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static Dictionary<DateOnly, string> Read(string[] heads)
    {
        var read = new Dictionary<DateOnly, string>();
        foreach (var head in heads)
        {
            if (head.Split('=') is not [var date, { Length: HeadLength } hex]
                || !DateOnly.TryParseExact(
                    date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || !hex.All(char.IsAsciiHexDigit))
            {
                throw new SettingsException(
                    $"--head takes a day and the {HeadLength} digits that it was logged with, like 2026-11-27=7c1f…; "
                    + $"'{head}' is none.");
            }

            if (!read.TryAdd(day, hex))
                throw new SettingsException($"--head names {date} twice.");
        }

        return read;
    }
}
