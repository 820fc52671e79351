using System.Diagnostics;
using Periksa.Proof.SealedDays;

namespace Periksa.Store.Tests;

/// <summary>A day of a million inquiries is sealed beside hosts that go on writing.</summary>
[Trait("Category", "Soak")]
public sealed class SealingAtScaleTests(Shop shop, ITestOutputHelper output) : IClassFixture<Shop>
{
    const int Inquiries = 1_000_000;
    const long MemoryBytesMaximum = 200L << 20;

    static readonly DateOnly Day = new(2025, 12, 11);

    [Fact]
    public async Task Takes_little_memory_and_holds_nobody_up()
    {
        await shop.Execute("select make_days('2025-12-11', '2025-12-11')");
        await shop.Execute(
            """
            insert into inquiries
            select '2025-12-11', gen_random_uuid(), '2025-12-11 05:00:00Z', 'sento', 'toko', '014', n::text, 'failed'
            from generate_series(1, @Inquiries) n
            """,
            new { Inquiries });
        var server = await shop.Ask<long>("select pg_backend_pid()");
        output.WriteLine($"a backend before: {MemoryOf(server) >> 20} MB");

        await using var connection = await shop.Source.OpenConnectionAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        var sealing = SealedDay.Read(connection, Day, before: null, CancellationToken.None);
        var (writes, slowest) = await WriteUntil(sealing);
        var day = await sealing;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        output.WriteLine(
            $"{Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s, {allocated >> 20} MB allocated here, "
            + $"{MemoryOf(connection.ProcessID) >> 20} MB in the server's process, "
            + $"{writes} writes, the slowest {slowest.TotalMilliseconds:N0} ms");
        Assert.Equal(Inquiries, day.Parts.Single(part => part.Part is DayPart.Inquiries).Rows);
        Assert.InRange(allocated, 0, MemoryBytesMaximum);
        Assert.InRange(MemoryOf(connection.ProcessID), 0, 3 * MemoryBytesMaximum);
        Assert.NotEqual(0, writes);
    }

    async Task<(int Writes, TimeSpan Slowest)> WriteUntil(Task done)
    {
        var inquiryLog = await shop.OpenLog();
        var (writes, slowest) = (0, TimeSpan.Zero);
        while (!done.IsCompleted)
        {
            var start = Stopwatch.GetTimestamp();
            await inquiryLog.Record(shop.Record());
            var took = Stopwatch.GetElapsedTime(start);
            slowest = took > slowest ? took : slowest;
            writes++;
        }

        await inquiryLog.StopAsync(CancellationToken.None);
        return (writes, slowest);
    }

    // What it has of its own and of the buffers that all share.
    static long MemoryOf(long process)
    {
        var line = File.ReadLines($"/proc/{process}/status")
            .Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kilobytes = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1];
        return long.Parse(kilobytes, System.Globalization.CultureInfo.InvariantCulture) << 10;
    }
}
