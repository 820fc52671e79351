using System.Text;
using Microsoft.AspNetCore.Http;
using Periksa.Dialects.Ipg.Biller;
using Periksa.Dialects.Ipg.Biller.Import;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Biller;

[Collection(LargeFiles.Name)]
public class LargeFileTests
{
    const long MemoryGrowthMaximum = 16 * 1024 * 1024;

    [Fact]
    public async Task Is_imported_without_being_held_in_memory()
    {
        var memory = new List<long>();
        var office = Scripts.Script(new ScriptedBillOffice
        {
            RemembersImports = false,
            BeforeEachBatch = _ =>
            {
                memory.Add(GC.GetTotalMemory(forceFullCollection: memory.Count % 49 == 0));
                return Task.CompletedTask;
            },
        });

        var report = await Import(office, Sheet.Long(100_000));

        Assert.Equal(Enumerable.Repeat(2_000, 50), office.Import!.Batches);
        Assert.True(office.Import.IsComplete);
        Assert.InRange(memory[^1] - memory[0], long.MinValue, MemoryGrowthMaximum);
        Assert.Equal(
            [.. Enumerable.Range(1, 10).Select(i => $$"""{"rows":{{i}}0000,"imported":{{i}}0000,"rejected":0}""")],
            report[..^1]);
        Assert.EndsWith(
            "\"data\":{\"rows\":100000,\"imported\":100000,\"rejected\":0,\"unchanged\":0}}",
            report[^1],
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Has_at_most_64_MiB(bool isAnnounced)
    {
        var most = await Send(Spool.LimitBytes, isAnnounced);
        var more = await Send(Spool.LimitBytes + 1, isAnnounced);

        // It was received, and looked at.
        Assert.Contains("Line 2: it is empty", most, StringComparison.Ordinal);
        Assert.Contains(Codes.FileTooLarge.Message, more, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_at_most_a_million_rows()
    {
        Assert.Null(Inspect(Csv.RowsMaximum));
        Assert.Equal(FileFaults.At(1_000_002, FileFaults.RowsTooMany), Inspect(Csv.RowsMaximum + 1));
    }

    /// <summary>Nor is it left behind by a process that is killed.</summary>
    [Fact]
    public async Task Lies_where_nobody_else_finds_it()
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream("prefix\n"u8.ToArray());

        await using var spool = await Spool.Receive(http.Request, CancellationToken.None);

        var file = (FileStream)spool!.Rewind();
        Assert.Equal("prefix\n", await new StreamReader(file).ReadToEndAsync());
        if (OperatingSystem.IsWindows())
            return;

        Assert.False(File.Exists(file.Name));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.SafeFileHandle));
    }

    static string? Inspect(int rows)
    {
        using var file = new MemoryStream();
        file.Write("prefix,va_number,type,name,customer_name,amount\n"u8);
        for (var i = 0; i < rows; i++)
            file.Write(",,,,,\n"u8);

        file.Position = 0;
        return new Inspection(file, new Payers()).FindFault();
    }

    static async Task<string> Send(long length, bool isAnnounced)
    {
        var header = Encoding.UTF8.GetBytes($"{Sheet.Header}\n");
        var lines = new byte[64 * 1024];
        Array.Fill(lines, (byte)'\n');
        var full = (length - header.Length) / lines.Length;

        using var content = new WrittenContent(
            [header, .. Enumerable.Repeat(lines, (int)full), lines[..(int)((length - header.Length) % lines.Length)]]);
        if (isAnnounced)
            content.Headers.ContentLength = length;

        var office = Scripts.Office();
        var report = await Import(office, content);
        Assert.Null(office.Import);
        return report.Single();
    }

    static Task<string[]> Import(ScriptedBillOffice office, IEnumerable<byte[]> parts) =>
        Import(office, new WrittenContent(parts));

    static async Task<string[]> Import(ScriptedBillOffice office, HttpContent content)
    {
        await using var host = await DialectHost.Open(office);
        using var request = Letter.Importing([]).ToRequest(content);
        using var reply = await host.Client.SendAsync(request);
        return (await reply.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
    }
}
