using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Periksa.Bills;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>The part of a file that reaches the office.</summary>
public class FileTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Ends_its_lines_with(string lineEnd)
    {
        var office = Scripts.Office();
        var file = Sheet.Of(Sheet.Row(), "bad,,,,,,", Sheet.Row(2)).ReplaceLineEndings(lineEnd);

        var report = await Import(office, file);

        Assert.Equal(
            ["8673010000000001", "8673010000000002"], office.Import!.Bills.Select(bill => bill.VaNumber.Value));
        Assert.StartsWith("{\"line\":3,\"rejected\":", report[0], StringComparison.Ordinal);
    }

    /// <summary>As an editor shows them.</summary>
    [Theory]
    [InlineData("\n", 5)]
    [InlineData("\r\n", 5)]
    [InlineData("\r", 5)]
    [InlineData("\n\r", 7)]
    public async Task Counts_the_lines_within_quotes(string lineEnd, int line)
    {
        var office = Scripts.Office();
        var name = $"\"S{lineEnd}P{lineEnd}P\"";

        var report = await Import(office, Sheet.Of(Sheet.Row(name: name), "bad,,,,,,"));

        Assert.Equal($"S{lineEnd}P{lineEnd}P", office.Import!.Bills.Single().Name);
        Assert.StartsWith($"{{\"line\":{line},\"rejected\":", report[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_known_by_the_digest_of_all_its_bytes()
    {
        var office = Scripts.Office();
        var file = Encoding.UTF8.GetBytes($"\ufeff{Sheet.Of(Sheet.Row())}\r\n");

        await Import(office, Encoding.UTF8.GetString(file));

        Assert.Equal(SHA256.HashData(file), office.Import!.Digest.ToArray());
        Assert.Equal(Callers.Usual, office.Import.Biller);
    }

    [Fact]
    public async Task Asks_for_bills_with_all_that_the_books_need()
    {
        var office = Scripts.Office();

        await Import(
            office,
            "valid_until,due_date,invoice_number,ext_description,description,customer_address,customer_phone,"
            + "customer_email,amount,customer_name,name,type,va_number,prefix\n"
            + "2022-04-05T13:32:08+07:00,2022-04-05T00:00:00Z,INV-001,-,\"d, \"\"e\"\"\",Surabaya,+62812,"
            + "a@b.example,1000.5,John Doe,SPP,partial,1234567890,867301");

        var bill = office.Import!.Bills.Single();
        Assert.Equal(
            new NewBill(
                new(Callers.Usual),
                new("8673011234567890"),
                BillType.Partial,
                "SPP",
                new("John Doe", "a@b.example", "+62812", "Surabaya"),
                "d, \"e\"",
                "-",
                new(2022, 4, 5, 0, 0, 0, TimeSpan.Zero),
                new(2022, 4, 5, 13, 32, 8, BusinessDay.Wib),
                "INV-001",
                bill.Components,
                DialectHost.Now),
            bill);
        Assert.Equal(
            [new BillComponent("00000001-0000-4000-8000-000000000000", "SPP", 1, new(100_050, Currency.Idr))],
            bill.Components);
        Assert.True(office.Import.IsComplete);
        Assert.True(office.Import.IsDisposed);
    }

    /// <summary>The file that the dialect's page shows.</summary>
    [Fact]
    public async Task Is_imported_as_its_example_is()
    {
        var office = Scripts.Office();
        var goldens = typeof(FileTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(one => one.Key is "Goldens").Value!;

        var report = await Import(office, await File.ReadAllTextAsync(Path.Combine(goldens, "biller/bills.csv")));

        Assert.Single(report);
        Assert.Equal(
            ["SPP Januari 100000.00", "Uang Gedung 2500000.50", "Infak 50000.00", "Seragam 175000.00"],
            office.Import!.Bills.Select(bill => $"{bill.Name} {bill.Total}"));
    }

    [Fact]
    public async Task Takes_an_empty_cell_for_nothing()
    {
        var office = Scripts.Office();

        await Import(office, "prefix,va_number,type,name,customer_name,amount,customer_email,due_date,invoice_number\n"
            + "867301,1234567890,close,SPP,John Doe,1,,\"\",");

        var bill = office.Import!.Bills.Single();
        Assert.Null(bill.Customer.Email);
        Assert.Null(bill.DueAt);
        Assert.Null(bill.InvoiceNumber);
    }

    [Fact]
    public async Task Is_added_in_batches_of_2000_rows()
    {
        var office = Scripts.Office();
        var rows = Enumerable.Range(1, 6_500)
            .Select(number => Sheet.Row(number, amount: number % 1000 == 0 ? "0" : "1"));

        var report = await Import(office, Sheet.Of(rows));

        Assert.Equal(6_500, office.Import!.Rows);
        Assert.Equal([1998, 1998, 1998, 500], office.Import.Batches);
        Assert.EndsWith(
            "\"data\":{\"rows\":6500,\"imported\":6494,\"rejected\":6,\"unchanged\":0}}",
            report[^1],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_it_breaks()
    {
        var office = Scripts.Office();

        await Import(office, Sheet.Of(Sheet.Row(), Sheet.Row(2, invoiceNumber: Scripts.Breaking)));

        Assert.False(office.Import!.IsComplete);
        Assert.True(office.Import.IsDisposed);
    }

    [Fact]
    public async Task Makes_nothing_that_it_made_before()
    {
        var office = Scripts.Office();

        Assert.Equal(
            "200 SUCCESS This very file was imported before and made 99990 bills. Nothing was made again.",
            await DialectHost.Ask(Letter.Importing(Sheet.Of(Sheet.Row()), Callers.Repeating), office));
        Assert.Empty(office.Import!.Batches);
        Assert.False(office.Import.IsComplete);
    }

    static async Task<string[]> Import(ScriptedBillOffice office, string file)
    {
        await using var host = await DialectHost.Open(office);
        using var request = Letter.Importing(file).ToRequest();
        using var reply = await host.Client.SendAsync(request);
        return (await reply.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
    }
}
