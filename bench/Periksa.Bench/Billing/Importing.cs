using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;

namespace Periksa.Bench.Billing;

/// <summary>How many rows a second of a file become bills: checked and reported by Periksa, or copied as they are by
/// PostgreSQL.</summary>
sealed record Importing(Series Copy, Series Periksa)
{
    const string CopyIn = """
        copy bills (va_number, type, name, customer_name, total, invoice_number, valid_until) from stdin (format csv)
        """;

    const string ValidUntil = "2030-01-31T23:59:59+07:00";

    static readonly MediaTypeHeaderValue Csv = new("text/csv");

    public static async Task<Importing> Measure(Place place, Rounds rounds)
    {
        await using var host = await Peers.Host(place, Databases.Bills);
        using var http = Inquirer.Connect(host.Address);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "ipg-sandbox-biller-tokomaju");
        var files = 0;

        await ImportFile(http, files++);
        await CopyFile(place, files++);

        var loads = await rounds.Run(
            Pace.BillRounds,
            new("PostgreSQL's COPY", () => CopyFile(place, files++)),
            new("Periksa's import", () => ImportFile(http, files++)));

        return new(loads[0], loads[1]);
    }

    static async Task<Load> ImportFile(HttpClient http, int file)
    {
        using var body = new ByteArrayContent(Encoding.ASCII.GetBytes(Write(
            "prefix,va_number,type,name,customer_name,amount,invoice_number,valid_until\r\n",
            row => Row(file, row, "867301,", "100000"))));
        body.Headers.ContentType = Csv;

        var watch = Stopwatch.StartNew();
        using var reply = await http.PostAsync(new Uri("/api/v2/gw/bill/import", UriKind.Relative), body);
        var report = await reply.Content.ReadAsStringAsync();
        var elapsed = watch.Elapsed;

        var end = report[^Math.Min(500, report.Length)..];
        var all = $"\"imported\":{Pace.ImportedRows},\"rejected\":0,\"unchanged\":0}}}}";
        return end.Contains(all, StringComparison.Ordinal)
            ? LoadOf(elapsed)
            : throw new InvalidOperationException($"Not all bills were imported: {end}");
    }

    // The plain way's table has Periksa's columns and indexes; what Periksa would make itself is each column's default.
    static async Task<Load> CopyFile(Place place, int file)
    {
        var rows = Write("", row => Row(file, row, "867301", "10000000"));
        await using var connection = new NpgsqlConnection(place.Connection(Databases.Plain));
        await connection.OpenAsync();

        var watch = Stopwatch.StartNew();
        await using (var copy = await connection.BeginTextImportAsync(CopyIn))
            await copy.WriteAsync(rows);

        return LoadOf(watch.Elapsed);
    }

    static Load LoadOf(TimeSpan elapsed) => new(Pace.ImportedRows, Pace.ImportedRows / elapsed.TotalSeconds, 0, 0);

    static string Write(string header, Func<int, string> row)
    {
        var text = new StringBuilder(header);
        for (var i = 0; i < Pace.ImportedRows; i++)
            text.Append(row(i));

        return text.ToString();
    }

    static string Row(int file, int row, string prefix, string amount) => string.Create(
        CultureInfo.InvariantCulture,
        $"{prefix}{2_000_000_000 + row},close,SPP Januari,John Doe,{amount},file-{file}-{row},{ValidUntil}\r\n");
}
