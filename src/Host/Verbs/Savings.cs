using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Inquiries.Routing;
using Periksa.Postgres;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa savings</c>: what was asked, remembered, paid and saved, by month, partner and
/// connector.</summary>
static class Savings
{
    public static Command Verb()
    {
        var json = new Option<bool>("--json") { Description = "Prints JSON; amounts are in sen." };
        return new Command("savings", "Prints what was asked of providers, remembered, paid and saved.") { json }
            .Does((given, interrupted) => Run(given.GetValue(json), interrupted))
            .WithExamples("periksa savings", "periksa savings --json");
    }

    static async Task Run(bool isJson, CancellationToken interrupted)
    {
        await using var database = await Beside(interrupted, isQuiet: isJson);
        var rows = await SavingsReport.Read(database.Source, interrupted);
        if (isJson)
            Print(rows);
        else if (rows.Count == 0)
            Console.WriteLine("No provider was asked yet.");
        else
            PrintTable(rows);
    }

    /// <summary>The database of the settings, beside the hosts that may run on it.</summary>
    internal static Task<Database> Beside(CancellationToken interrupted, bool isQuiet = false, bool isOnlyRead = true)
    {
        var settings = Settings.Builder().Configuration;
        return Database.OpenBeside(
            settings.GetConnectionString("Periksa"),
            settings["PERIKSA_DATA"],
            NullLoggerFactory.Instance,
            isQuiet ? _ => { } : Console.WriteLine,
            interrupted,
            isOnlyRead: isOnlyRead);
    }

    static void Print(IReadOnlyList<SavingsRow> rows) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("month", row.Month);
            json.WriteString("partner", row.Partner);
            json.WriteString("connector", row.Connector);
            json.WriteNumber("asked", row.Asked);
            json.WriteNumber("remembered", row.Remembered);
            json.WriteNumber("paid", row.Paid);
            json.WriteNumber("saved", row.Saved);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    static void PrintTable(IReadOnlyList<SavingsRow> rows)
    {
        var (partner, connector) = (Width(rows, row => row.Partner, 7), Width(rows, row => row.Connector, 9));
        Console.WriteLine(
            $"month    {"partner".PadRight(partner)}  {"connector".PadRight(connector)}  {"asked",10}  "
            + $"{"remembered",10}  {"paid (Rp)",16}  {"saved (Rp)",16}");
        foreach (var row in rows)
        {
            Console.WriteLine(
                $"{row.Month}  {row.Partner.PadRight(partner)}  {row.Connector.PadRight(connector)}  {row.Asked,10}  "
                + $"{row.Remembered,10}  {Rupiah(row.Paid),16}  {Rupiah(row.Saved),16}");
        }
    }

    static int Width(IReadOnlyList<SavingsRow> rows, Func<SavingsRow, string> column, int minimum) =>
        Math.Max(minimum, rows.Max(row => column(row).Length));

    static string Rupiah(long sen) => new Money(sen, Currency.Idr).ToString();
}
