using System.Security.Cryptography;
using System.Text;
using Periksa.Dialects.Ipg.Biller.Import;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Files as spreadsheets of many countries write them.</summary>
public class FormatTests
{
    const string Bom = "\ufeff";

    [Theory]
    [InlineData("", ",", "\n")]
    [InlineData("", ";", "\r\n")]
    [InlineData(Bom, ";", "\r\n")]
    [InlineData(Bom, "\t", "\r")]
    [InlineData("sep=;\r\n", ";", "\r\n")]
    [InlineData(Bom + "sep=;\r\n", ";", "\r\n")]
    [InlineData("SEP=\t\n", "\t", "\n")]
    [InlineData("\"sep=,\"\r", ",", "\r")]
    public async Task Are_read_with_the_separator_of_their_header(string before, string separator, string lineEnd)
    {
        var office = Scripts.Office();
        var rows = (string[])
        [
            "prefix,va_number,type,\"name\",customer_name,amount", "867301,0000000001,close,SPP Juli,Siti,150000",
            "867301,0000000002,no,SPP Juli,Siti,150000",
        ];
        var file = before + string.Join(lineEnd, rows).Replace(",", separator, StringComparison.Ordinal);

        var report = await Import(office, file);

        Assert.Equal("8673010000000001", office.Import!.Bills.Single().VaNumber);
        var line = before.Contains('=', StringComparison.Ordinal) ? 4 : 3;
        Assert.StartsWith($"{{\"line\":{line},\"rejected\":", report[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sep=;\n")]
    [InlineData("sep=;")]
    [InlineData(Bom + "sep=,\r\n")]
    public async Task Are_empty_where_there_is_nothing_but_a_separator(string file) => Assert.Equal(
        "400 BILLER_INVALID_TRANSACTION The file is empty: begin it with a header line. Nothing was imported.",
        await DialectHost.Ask(Letter.Importing(file)));

    /// <summary>One separator in the header, another in a row.</summary>
    [Fact]
    public async Task Are_refused_where_a_row_has_another_separator() => Assert.Equal(
        "400 BILLER_INVALID_TRANSACTION Line 2: it has another number of fields than the header. Nothing was imported.",
        await DialectHost.Ask(Letter.Importing(
            "prefix;va_number;type;name;customer_name;amount\n867301,0000000001,close,SPP,Siti,150000")));

    [Theory]
    [InlineData("?again=true", true, false)]
    [InlineData("?shared_va=true", false, true)]
    [InlineData("?again=true&shared_va=true", true, true)]
    [InlineData("", false, false)]
    public async Task Are_imported_as_it_is_wished(string query, bool again, bool shared)
    {
        var office = Scripts.Office();
        var file = Encoding.UTF8.GetBytes(Sheet.Of(Sheet.Row()));

        await DialectHost.Ask(Letter.Importing(file) with { Path = Letter.ImportPath + query }, office);

        Assert.Equal(new(again, shared), office.Wished);
        Assert.Equal(SHA256.HashData(file), office.Import!.Digest.ToArray());
    }

    /// <summary>The advice stops after a hundred times: its reader knows by then.</summary>
    [Fact]
    public async Task Are_explained_so_often_and_no_more()
    {
        var rows = Enumerable.Range(0, 150).Select(i => $",8673010000000010,close,SPP,Siswa {i},1");

        var said = await Rejections.Of(string.Join('\n', ["prefix,va_number,type,name,customer_name,amount", .. rows]));

        Assert.Equal(150, said.Count);
        Assert.Equal(100, said.Count(line => line.EndsWith(Spreadsheet.Advice, StringComparison.Ordinal)));
        Assert.StartsWith("2: customer_name is not that of line 3 ", said[0], StringComparison.Ordinal);
        Assert.All(said.Skip(1), line => Assert.Contains("not that of line 2 ", line, StringComparison.Ordinal));
    }

    /// <summary>Whatever is wrong with a row itself is said of it; it still tells of another customer.</summary>
    [Fact]
    public async Task Have_their_customers_compared_in_all_batches_and_in_rows_that_are_wrong()
    {
        var rows = Enumerable.Range(2, 4_000).Select(number => Sheet.Row(number));

        Assert.Equal(
            [
                "2: customer_name is not that of line 4003 on the same virtual account; ?shared_va=true takes both.",
                "4003: type must be close, partial or open.",
                "4004: customer_name is not that of line 4003 on the same virtual account; ?shared_va=true takes both.",
            ],
            await Rejections.Of(Sheet.Of(
                [Sheet.Row(), .. rows, Sheet.Row(type: "x", customer: "Jane"), Sheet.Row(name: "Buku")])));
    }

    static async Task<string[]> Import(ScriptedBillOffice office, string file)
    {
        await using var host = await DialectHost.Open(office);
        using var request = Letter.Importing(file).ToRequest();
        using var reply = await host.Client.SendAsync(request);
        return (await reply.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
    }
}
