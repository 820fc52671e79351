using System.Diagnostics;

namespace Periksa.Bench;

/// <summary>What the machine under all of it is doing.</summary>
static class Disk
{
    const int Times = 20;
    const int BlockBytes = 8192;   // PostgreSQL writes its log in blocks of this size

    /// <summary>The middle of a few writes of one block, each followed by a flush.</summary>
    public static double FlushMilliseconds(string folder)
    {
        using var file = File.OpenHandle(
            Path.Combine(folder, "flush"), FileMode.OpenOrCreate, FileAccess.Write, options: FileOptions.DeleteOnClose);
        var waits = new double[Times];

        for (var i = 0; i < Times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, new byte[BlockBytes], fileOffset: 0);
            RandomAccess.FlushToDisk(file);
            waits[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return Series.Middle(waits);
    }
}
